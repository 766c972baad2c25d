package com.wgtwo.camel.sandbox.auth;

import com.wgtwo.api.annotations.AnnotationsProto;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which scope a call and an event type need. */
final class Scopes {
    private final Map<String, String> byMethod = new ConcurrentHashMap<>();

    /** The scope of a v0 event type, empty when none is needed. */
    static String ofEventType(EventType type) {
        return switch (type) {
            case VOICE_EVENT -> "events.voice.subscribe";
            case VOICEMAIL_EVENT -> "events.voicemail.subscribe";
            case LOCATION_UPDATE_EVENT -> "events.location.subscribe";
            // The scope kept the name the event had until 2022.
            case COUNTRY_CHANGE_EVENT -> "events.roaming.subscribe";
            case TOKEN_AUDIT_EVENT -> "events.audit.token.subscribe";
            case SMS_EVENT -> "events.sms.subscribe";
            case SMS_DELIVERY_REPORT_EVENT -> "events.sms_delivery_report.subscribe";
            case HANDSET_UPDATE_EVENT -> "events.handset_update.subscribe";
            // No source names this one; it follows the pattern of the others.
            case FIRST_ATTACHMENT_EVENT -> "events.first_attachment.subscribe";
            case PERIODIC_COUNTRY_EVENT -> "events.periodic_country.subscribe";
            case CONSENT_REVOKE_EVENT, UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }

    /** The scope the interface's own method option demands, empty when none is needed. */
    String ofMethod(MethodDescriptor<?, ?> method) {
        return byMethod.computeIfAbsent(method.getFullMethodName(), name -> read(method));
    }

    private static String read(MethodDescriptor<?, ?> method) {
        return method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier supplier
                ? supplier.getMethodDescriptor().getOptions().getExtension(AnnotationsProto.scope)
                : "";
    }
}
