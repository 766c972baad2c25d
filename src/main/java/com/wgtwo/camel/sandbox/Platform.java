package com.wgtwo.camel.sandbox;

import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.events.EventsProto.ConsentRevokeEvent;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v1.common.PhoneNumberProto.E164;
import com.wgtwo.api.v1.common.TypesProto.SubscriptionIdentifier;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentAdded;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentChangeEvent;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentRevoked;
import com.wgtwo.api.v1.events.EventsProto.Identifier;
import com.wgtwo.api.v1.events.EventsProto.Metadata;
import com.wgtwo.camel.sandbox.auth.AuthInterceptor;
import com.wgtwo.camel.sandbox.auth.Tokens;
import com.wgtwo.camel.sandbox.broker.Broker;
import com.wgtwo.camel.sandbox.broker.BrokerFaults;
import com.wgtwo.camel.sandbox.generate.Subscriber;
import com.wgtwo.camel.sandbox.server.GrpcServer;
import com.wgtwo.camel.sandbox.service.CallCounter;
import com.wgtwo.camel.sandbox.service.CallFaults;
import com.wgtwo.camel.sandbox.service.ConsentEventsV1Service;
import com.wgtwo.camel.sandbox.service.Consents;
import com.wgtwo.camel.sandbox.service.ConsentsV0Service;
import com.wgtwo.camel.sandbox.service.EventsV0Service;
import com.wgtwo.camel.sandbox.service.OpenStreams;
import com.wgtwo.camel.sandbox.service.SmsV1Service;
import com.wgtwo.camel.sandbox.service.Streams;
import com.wgtwo.camel.sandbox.service.SubscriptionEventsV1Service;
import com.wgtwo.camel.sandbox.service.V1Stream;
import com.wgtwo.camel.sandbox.service.V1Streams;
import com.wgtwo.camel.sandbox.service.VoicemailV0Service;
import com.wgtwo.camel.sandbox.service.Voicemails;
import io.grpc.BindableService;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/** The gRPC side of the sandbox: all services of the platform, put together. */
final class Platform implements ConsentsV0Service.ConsentChanges {
    private static final Set<String> INITIAL_SCOPES = Set.of("events.sms.subscribe", "events.voice.subscribe");

    final BrokerFaults brokerFaults = new BrokerFaults();
    final CallCounter callCounter = new CallCounter();
    final CallFaults callFaults = new CallFaults();
    final OpenStreams openStreams = new OpenStreams();
    final Consents consents = new Consents();
    final Broker<Event> events;
    final V1Streams v1;
    final Tokens tokens;
    final GrpcServer server;

    private final Clock clock;
    private final List<Subscriber> subscribers;
    private final Voicemails voicemails;

    Platform(SandboxBuilder builder, ScheduledExecutorService scheduler) {
        clock = builder.clock;
        subscribers = List.copyOf(builder.subscribers);
        subscribers.forEach(known -> consents.grant(known.id(), known.tenant(), INITIAL_SCOPES));
        voicemails = new Voicemails(clock);
        Tokens shared = builder.tokens;
        tokens = shared == null ? new Tokens(clock) : shared;
        Streams streams = new Streams(builder.minimumAckTimeout, callFaults, openStreams, scheduler);
        events = new Broker<>("events", builder.broker(), clock, brokerFaults);
        v1 = V1Streams.create(builder.broker(), clock, brokerFaults, streams);
        List<BindableService> services = List.of(
                new EventsV0Service(events, streams, clock, !builder.quirks),
                new ConsentEventsV1Service(v1),
                new SubscriptionEventsV1Service(v1),
                new ConsentsV0Service(consents, subscribers, this, builder.smallPages),
                new SmsV1Service(subscribers, this::emit, clock, callFaults),
                new VoicemailV0Service(voicemails),
                ProtoReflectionServiceV1.newInstance(),
                reflectionV1Alpha());
        server = new GrpcServer(
                builder.server(),
                services,
                List.of(new AuthInterceptor(tokens, builder.requireToken, builder.checksScopes()), callCounter),
                scheduler);
    }

    long emit(Event event) {
        if (event.hasVoicemailEvent()) {
            voicemails.add(event.getVoicemailEvent());
        }
        return events.publish(EventsV0Service.topics(event), event);
    }

    long emitV1(Message message) {
        V1Stream<?> stream = v1.of(message);
        String number = stream.number(message);
        return stream.publish(message, number == null ? V1Stream.at(clock.millis()) : about(subscriber(number)));
    }

    List<Broker<?>> brokers() {
        List<Broker<?>> brokers = new ArrayList<>();
        brokers.add(events);
        v1.all().forEach(stream -> brokers.add(stream.broker()));
        return brokers;
    }

    void tick() {
        brokers().forEach(Broker::tick);
    }

    @Override
    public void added(Subscriber subscriber, Set<String> scopes) {
        consents.grant(subscriber.id(), subscriber.tenant(), scopes);
        v1.consentChanges()
                .publish(
                        ConsentChangeEvent.newBuilder()
                                .setAdded(ConsentAdded.newBuilder()
                                        .addAllScopes(scopes.stream().sorted().toList()))
                                .setNumber(E164.newBuilder().setE164(subscriber.number()))
                                .build(),
                        about(subscriber));
    }

    @Override
    public void revoked(Subscriber subscriber) {
        consents.revoke(subscriber.id());
        PhoneNumber number =
                PhoneNumber.newBuilder().setE164(subscriber.number()).build();
        emit(Event.newBuilder()
                .setTimestamp(Timestamps.fromMillis(clock.millis()))
                .setServiceId(subscriber.tenant())
                .setOwner(Owner.newBuilder().setPhoneNumber(number).setSub(subscriber.id()))
                .setConsentRevokeEvent(ConsentRevokeEvent.newBuilder().setMsisdn(number))
                .build());
        v1.consentChanges()
                .publish(
                        ConsentChangeEvent.newBuilder()
                                .setRevoked(ConsentRevoked.getDefaultInstance())
                                .setNumber(E164.newBuilder().setE164(subscriber.number()))
                                .build(),
                        about(subscriber));
    }

    void revokeTenant(String tenant) {
        consents.revokeTenant(tenant);
        v1.consentChanges()
                .publish(
                        ConsentChangeEvent.newBuilder()
                                .setRevoked(ConsentRevoked.getDefaultInstance())
                                .setTenant(tenant)
                                .build(),
                        V1Stream.at(clock.millis()));
    }

    Subscriber subscriber(String number) {
        return subscribers.stream()
                .filter(subscriber -> subscriber.number().equals(number))
                .findFirst()
                .orElseGet(() -> new Subscriber(number, "wotel"));
    }

    private Metadata about(Subscriber subscriber) {
        return V1Stream.at(clock.millis()).toBuilder()
                .setIdentifier(Identifier.newBuilder()
                        .setSubscriptionIdentifier(
                                SubscriptionIdentifier.newBuilder().setWg2Rn(subscriber.wg2rn())))
                .build();
    }

    /** The older reflection protocol, which is deprecated and which many tools still speak. */
    @SuppressWarnings("deprecation")
    private static BindableService reflectionV1Alpha() {
        return ProtoReflectionService.newInstance();
    }
}
