package com.wgtwo.camel.sandbox.service;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.common.PhoneNumberProto.NationalPhoneNumber;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.common.PhoneNumberProto.TextAddress;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v0.events.EventsProto.SmsDeliveryReportEvent;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v1.sms.SmsProto.SendDataToSubscriberRequest;
import com.wgtwo.api.v1.sms.SmsProto.SendMessageResponse;
import com.wgtwo.api.v1.sms.SmsProto.SendMessageResponse.SendStatus;
import com.wgtwo.api.v1.sms.SmsProto.SendTextFromSubscriberRequest;
import com.wgtwo.api.v1.sms.SmsProto.SendTextToSubscriberRequest;
import com.wgtwo.api.v1.sms.SmsServiceGrpc;
import com.wgtwo.camel.sandbox.generate.Subscriber;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Sending messages. Each one that is taken comes back as an SMS event, followed by its delivery report. */
public final class SmsV1Service extends SmsServiceGrpc.SmsServiceImplBase {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{4,14}");
    private static final Pattern NATIONAL = Pattern.compile("[0-9]{3,15}");
    private static final int TEXT_PER_FRAGMENT = 153;
    private static final int DATA_PER_FRAGMENT = 134;

    private final List<Subscriber> subscribers;
    private final Consumer<Event> publish;
    private final Clock clock;
    private final CallFaults faults;

    /**
     * @param subscribers who belongs to which tenant
     * @param publish where the events go
     * @param clock tells their time stamps
     * @param faults what goes wrong
     */
    public SmsV1Service(List<Subscriber> subscribers, Consumer<Event> publish, Clock clock, CallFaults faults) {
        this.subscribers = List.copyOf(subscribers);
        this.publish = publish;
        this.clock = clock;
        this.faults = faults;
    }

    @Override
    public void sendTextFromSubscriber(
            SendTextFromSubscriberRequest request, StreamObserver<SendMessageResponse> observer) {
        SmsEvent.Builder sms = SmsEvent.newBuilder()
                .setDirection(SmsEvent.Direction.FROM_SUBSCRIBER)
                .setText(request.getContent());
        from(sms, request.getFromSubscriber());
        to(sms, request.getToAddress());
        send(sms, request.getFromSubscriber(), "from_subscriber", request.getToAddress(), observer);
    }

    @Override
    public void sendTextToSubscriber(
            SendTextToSubscriberRequest request, StreamObserver<SendMessageResponse> observer) {
        SmsEvent.Builder sms = SmsEvent.newBuilder()
                .setDirection(SmsEvent.Direction.TO_SUBSCRIBER)
                .setText(request.getContent());
        from(sms, request.getFromAddress());
        to(sms, request.getToSubscriber());
        send(sms, request.getToSubscriber(), "to_subscriber", request.getFromAddress(), observer);
    }

    @Override
    public void sendDataToSubscriber(
            SendDataToSubscriberRequest request, StreamObserver<SendMessageResponse> observer) {
        SmsEvent.Builder sms = SmsEvent.newBuilder()
                .setDirection(SmsEvent.Direction.TO_SUBSCRIBER)
                .setBytes(request.getContent());
        from(sms, request.getFromAddress());
        to(sms, request.getToSubscriber());
        send(sms, request.getToSubscriber(), "to_subscriber", request.getFromAddress(), observer);
    }

    private void send(
            SmsEvent.Builder sms,
            String subscriber,
            String field,
            String other,
            StreamObserver<SendMessageResponse> observer) {
        CallFaults.SmsFault fault = faults.nextSms();
        if (fault instanceof CallFaults.SmsFault.Refused refused) {
            observer.onError(refused.status().asRuntimeException());
        } else if (fault instanceof CallFaults.SmsFault.NotSent notSent) {
            answer(
                    observer,
                    SendMessageResponse.newBuilder().setStatus(notSent.status()).build());
        } else if (!E164.matcher(subscriber).matches()) {
            reject(observer, field + " must be a phone number with + and country code");
        } else if (other.isEmpty()) {
            reject(observer, "the other address is empty; a phone number or a name is needed");
        } else if (sms.getText().isEmpty() && sms.getBytes().isEmpty()) {
            reject(observer, "content is empty");
        } else {
            String id = UUID.randomUUID().toString();
            SmsEvent sent = sms.setId(id).setUuid(id).build();
            publish.accept(event(subscriber).setSmsEvent(sent).build());
            publish.accept(
                    event(subscriber).setSmsDeliveryReportEvent(report(sent)).build());
            answer(
                    observer,
                    SendMessageResponse.newBuilder()
                            .setMessageId(id)
                            .setStatus(SendStatus.SEND_STATUS_OK)
                            .setNumFragments(fragments(sent))
                            .build());
        }
    }

    private Event.Builder event(String number) {
        Subscriber subscriber = subscribers.stream()
                .filter(known -> known.number().equals(number))
                .findFirst()
                .orElseGet(() -> new Subscriber(number, "wotel"));
        Timestamp now = Timestamps.fromMillis(clock.millis());
        return Event.newBuilder()
                .setTimestamp(now)
                .setServiceId(subscriber.tenant())
                .setOwner(Owner.newBuilder().setPhoneNumber(number(number)).setSub(subscriber.id()));
    }

    private static SmsDeliveryReportEvent report(SmsEvent sms) {
        SmsDeliveryReportEvent.Builder report = SmsDeliveryReportEvent.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setSmsId(sms.getId())
                .setStatus(SmsDeliveryReportEvent.Status.DELIVERED)
                .setDirectionValue(sms.getDirectionValue());
        switch (sms.getFromAddressCase()) {
            case FROM_E164 -> report.setFromE164(sms.getFromE164());
            case FROM_NATIONAL_PHONE_NUMBER -> report.setFromNationalPhoneNumber(sms.getFromNationalPhoneNumber());
            default -> report.setFromTextAddress(sms.getFromTextAddress());
        }
        switch (sms.getToAddressCase()) {
            case TO_E164 -> report.setToE164(sms.getToE164());
            case TO_NATIONAL_PHONE_NUMBER -> report.setToNationalPhoneNumber(sms.getToNationalPhoneNumber());
            default -> report.setToTextAddress(sms.getToTextAddress());
        }
        return report.build();
    }

    private static void from(SmsEvent.Builder sms, String address) {
        if (E164.matcher(address).matches()) {
            sms.setFromE164(number(address));
        } else if (NATIONAL.matcher(address).matches()) {
            sms.setFromNationalPhoneNumber(national(address));
        } else {
            sms.setFromTextAddress(TextAddress.newBuilder().setTextAddress(address));
        }
    }

    private static void to(SmsEvent.Builder sms, String address) {
        if (E164.matcher(address).matches()) {
            sms.setToE164(number(address));
        } else if (NATIONAL.matcher(address).matches()) {
            sms.setToNationalPhoneNumber(national(address));
        } else {
            sms.setToTextAddress(TextAddress.newBuilder().setTextAddress(address));
        }
    }

    private static PhoneNumber.Builder number(String e164) {
        return PhoneNumber.newBuilder().setE164(e164);
    }

    private static NationalPhoneNumber.Builder national(String number) {
        return NationalPhoneNumber.newBuilder().setNationalPhoneNumber(number);
    }

    private static int fragments(SmsEvent sms) {
        return sms.hasBytes()
                ? 1 + (sms.getBytes().size() - 1) / DATA_PER_FRAGMENT
                : 1 + (sms.getText().length() - 1) / TEXT_PER_FRAGMENT;
    }

    private static void reject(StreamObserver<SendMessageResponse> observer, String reason) {
        answer(
                observer,
                SendMessageResponse.newBuilder()
                        .setStatus(SendStatus.SEND_STATUS_REJECT)
                        .setDescription(reason)
                        .build());
    }

    private static void answer(StreamObserver<SendMessageResponse> observer, SendMessageResponse response) {
        observer.onNext(response);
        observer.onCompleted();
    }
}
