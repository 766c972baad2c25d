package com.wgtwo.camel.app.run;

import com.wgtwo.api.v1.common.PhoneNumberProto.E164;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentAdded;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentChangeEvent;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentRevoked;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentUpdated;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsResponse;
import com.wgtwo.camel.component.WgtwoConstants;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Consent events of v1, and the headers that say whom an event is about. */
public final class TestConsents {
    private TestConsents() {}

    public static StreamConsentChangeEventsResponse revoked() {
        return response(ConsentChangeEvent.newBuilder()
                .setNumber(E164.newBuilder().setE164(TestEvents.SUBSCRIBER))
                .setRevoked(ConsentRevoked.getDefaultInstance()));
    }

    public static StreamConsentChangeEventsResponse added(String... scopes) {
        return response(ConsentChangeEvent.newBuilder()
                .setNumber(E164.newBuilder().setE164(TestEvents.SUBSCRIBER))
                .setAdded(ConsentAdded.newBuilder().addAllScopes(Arrays.asList(scopes))));
    }

    public static StreamConsentChangeEventsResponse updated(String... scopes) {
        return response(ConsentChangeEvent.newBuilder()
                .setNumber(E164.newBuilder().setE164(TestEvents.SUBSCRIBER))
                .setUpdated(ConsentUpdated.newBuilder().addAllScopes(Arrays.asList(scopes))));
    }

    public static StreamConsentChangeEventsResponse tenantRevoked(String tenant) {
        return response(
                ConsentChangeEvent.newBuilder().setTenant(tenant).setRevoked(ConsentRevoked.getDefaultInstance()));
    }

    public static StreamConsentChangeEventsResponse tenantUpdated(String tenant, String... scopes) {
        return response(ConsentChangeEvent.newBuilder()
                .setTenant(tenant)
                .setUpdated(ConsentUpdated.newBuilder().addAllScopes(Arrays.asList(scopes))));
    }

    /** About the usual subscriber, whose subscription is named, or not. */
    public static Map<String, Object> about(@Nullable String subscription, Instant made) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(WgtwoConstants.SUBSCRIBER, TestEvents.SUBSCRIBER);
        headers.put(WgtwoConstants.SUBSCRIPTION, subscription);
        headers.put(WgtwoConstants.TENANT, "wotel");
        headers.put(WgtwoConstants.TIMESTAMP, made);
        return headers;
    }

    /** About a tenant as a whole. */
    public static Map<String, Object> ofTenant(String tenant, Instant made) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(WgtwoConstants.TENANT, tenant);
        headers.put(WgtwoConstants.TIMESTAMP, made);
        return headers;
    }

    public static Map<String, Object> with(Map<String, Object> headers, String name, Object value) {
        Map<String, Object> more = new HashMap<>(headers);
        more.put(name, value);
        return more;
    }

    private static StreamConsentChangeEventsResponse response(ConsentChangeEvent.Builder change) {
        return StreamConsentChangeEventsResponse.newBuilder()
                .setConsentChangeEvent(change)
                .build();
    }

    static String type(StreamConsentChangeEventsResponse response) {
        return "CONSENT_" + response.getConsentChangeEvent().getTypeCase().name();
    }
}
