package com.wgtwo.camel.component;

import static com.wgtwo.camel.component.Fixture.ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.wgtwo.api.v1.common.PhoneNumberProto.E164;
import com.wgtwo.api.v1.consent.ConsentEventsProto;
import com.wgtwo.api.v1.consent.ConsentEventsProto.ConsentRevoked;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.CountryChangeEvent;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.FirstAttachmentEvent;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.HandsetChangeEvent;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.PeriodicCountryEvent;
import com.wgtwo.camel.sandbox.Sandbox;
import com.wgtwo.camel.stream.EventFacts;
import com.wgtwo.camel.stream.PlatformStream;
import com.wgtwo.camel.stream.StreamState;
import com.wgtwo.camel.stream.SubscriptionSettings;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The streams besides the v0 events, regions, and subscriptions by type, over the same engine. */
class PlatformStreamsTest {

    private static final E164 NUMBER = E164.newBuilder().setE164(Events.ANNA).build();

    private final Fixture fixture = new Fixture();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    private RouteBuilder from(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri)
                        .routeId(ROUTE)
                        .process(exchange -> exchanges.add(exchange.copy()))
                        .process("ack");
            }
        };
    }

    private String uri(String streams, String... options) {
        return "wgtwo:" + streams + "?plaintext=true&ackTimeout=10s&target=" + fixture.sandbox.target()
                + (options.length == 0 ? "" : "&" + String.join("&", options));
    }

    static Stream<Arguments> v1Events() {
        return Stream.of(
                Arguments.of(
                        "consent-changes",
                        ConsentEventsProto.ConsentChangeEvent.newBuilder()
                                .setRevoked(ConsentRevoked.getDefaultInstance())
                                .setNumber(NUMBER)
                                .build(),
                        "CONSENT_REVOKED"),
                Arguments.of(
                        "handset-changes",
                        HandsetChangeEvent.newBuilder()
                                .setNumber(NUMBER)
                                .setCurrent(SubscriptionEventsProto.Handset.getDefaultInstance())
                                .build(),
                        "HANDSET_CHANGE_EVENT"),
                Arguments.of(
                        "first-attachments",
                        FirstAttachmentEvent.newBuilder().setNumber(NUMBER).build(),
                        "FIRST_ATTACHMENT_EVENT"),
                Arguments.of(
                        "country-changes",
                        CountryChangeEvent.newBuilder().setNumber(NUMBER).build(),
                        "COUNTRY_CHANGE_EVENT"),
                Arguments.of(
                        "periodic-countries",
                        PeriodicCountryEvent.newBuilder().setNumber(NUMBER).build(),
                        "PERIODIC_COUNTRY_EVENT"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("v1Events")
    void eventsOfAV1StreamArriveAndAreAcked(String stream, Message event, String type) throws Exception {
        fixture.start(from(uri(stream)));

        fixture.sandbox.emitV1(event);

        Fixture.await().until(() -> fixture.figures().acked() == 1);
        assertThat(exchanges).hasSize(1);
        assertThat(exchanges.get(0).getMessage().getHeaders())
                .containsEntry(WgtwoConstants.STREAM, stream)
                .containsEntry(WgtwoConstants.EVENT_TYPE, type)
                .containsEntry(WgtwoConstants.SUBSCRIBER, Events.ANNA);
    }

    @Test
    void aFailureInsideAGoodAnswerIsNoAck() throws Exception {
        fixture.start(from(uri("consent-changes")));
        fixture.sandbox.faults().failAcks(2);

        fixture.sandbox.emitV1(ConsentEventsProto.ConsentChangeEvent.newBuilder()
                .setRevoked(ConsentRevoked.getDefaultInstance())
                .setTenant("wotel")
                .build());

        Fixture.await().until(() -> fixture.figures().acked() == 1);
        assertThat(exchanges).hasSize(1);
        assertThat(fixture.figures().ackFailed()).isZero();
    }

    @Test
    void oneRouteConsumesSeveralStreams() throws Exception {
        fixture.start(from(uri("events,consent-changes")));

        fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
        fixture.sandbox.emitV1(ConsentEventsProto.ConsentChangeEvent.newBuilder()
                .setRevoked(ConsentRevoked.getDefaultInstance())
                .setNumber(NUMBER)
                .build());

        Fixture.await().until(() -> fixture.figures().acked() == 2);
        assertThat(exchanges)
                .extracting(exchange -> exchange.getMessage().getHeader(WgtwoConstants.STREAM))
                .containsExactlyInAnyOrder("events", "consent-changes");
    }

    @Test
    void aMissingRightForOneTypeDoesNotStopTheOthers() throws Exception {
        fixture.sandbox.faults().refuseSubscribes(1, Status.PERMISSION_DENIED);

        fixture.start(from(uri("events", "eventTypes=SMS_EVENT,CONSENT_REVOKE_EVENT", "subscriptions=per-type")));

        Fixture.await()
                .until(() -> fixture.consumer().snapshot().streams().stream()
                        .map(stream -> stream.state())
                        .toList()
                        .containsAll(List.of(StreamState.WAITING, StreamState.STREAMING)));
        assertThat(fixture.consumer().snapshot().streams()).hasSize(2);
    }

    @Test
    void aRegionThatIsAwayDoesNotTouchTheOther() throws Exception {
        try (Sandbox oregon = Sandbox.builder().start()) {
            fixture.start(from("wgtwo:events?plaintext=true&ackTimeout=10s&regions=dublin=" + fixture.sandbox.target()
                    + ",oregon=" + oregon.target()));
            fixture.sandbox.emit(Events.sms(Events.ANNA, "m1"));
            oregon.emit(Events.sms(Events.BERT, "m2"));
            Fixture.await().until(() -> fixture.figures().acked() == 2);

            oregon.faults().stopServer();
            fixture.sandbox.emit(Events.sms(Events.ANNA, "m3"));

            Fixture.await().until(() -> fixture.figures().acked() == 3);
            assertThat(exchanges)
                    .extracting(exchange -> exchange.getMessage().getHeader(WgtwoConstants.REGION))
                    .containsExactlyInAnyOrder("dublin", "oregon", "dublin");
        }
    }

    @Test
    void aSeventhStreamTakesOneClassAndOneRegistration() throws Exception {
        fixture.context.getRegistry().bind("seventh", new SeventhStream<>(PlatformStreams.get("country-changes")));
        fixture.start(from(uri("border-crossings")));

        fixture.sandbox.emitV1(CountryChangeEvent.newBuilder().setNumber(NUMBER).build());

        Fixture.await().until(() -> fixture.figures().acked() == 1);
        assertThat(exchanges.get(0).getMessage().getHeader(WgtwoConstants.STREAM))
                .isEqualTo("border-crossings");
    }

    /** A made-up stream: the country changes under another name. */
    private record SeventhStream<S extends Message, E extends Message, A extends Message, R extends Message>(
            PlatformStream<S, E, A, R> other) implements PlatformStream<S, E, A, R> {

        @Override
        public String name() {
            return "border-crossings";
        }

        @Override
        public MethodDescriptor<S, E> streamMethod() {
            return other.streamMethod();
        }

        @Override
        public MethodDescriptor<A, R> ackMethod() {
            return other.ackMethod();
        }

        @Override
        public Set<String> scopes(Collection<String> eventTypes) {
            return other.scopes(eventTypes);
        }

        @Override
        public S request(SubscriptionSettings settings) {
            return other.request(settings);
        }

        @Override
        public EventFacts read(E response) {
            return other.read(response);
        }

        @Override
        public boolean acknowledged(R response) {
            return other.acknowledged(response);
        }
    }
}
