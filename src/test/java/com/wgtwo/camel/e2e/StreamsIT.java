package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.wgtwo.camel.e2e.HttpReceiver.Post;
import com.wgtwo.camel.sandbox.broker.Kind;
import com.wgtwo.camel.sandbox.broker.SubscriptionStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All streams of the platform through the shipped routes, each with its rights and its options. */
@Execution(ExecutionMode.CONCURRENT)
class StreamsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL =
            "events,consent-changes,handset-changes,first-attachments,country-changes," + "periodic-countries";

    /** What the platform's pages show, by the stream it belongs to. */
    private static final Map<String, List<String>> SAMPLES = new TreeMap<>(Map.of(
            "events",
            List.of(
                    "{'event':{'smsEvent':{'id':'3990fb66-eea0-42ef-9699-1af05516ce00','fromE164':{'e164':'+46724450024'},"
                            + "'toE164':{'e164':'+4799977540'},'direction':'FROM_SUBSCRIBER','text':'Lorem ipsum dolor sit"
                            + " amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore"
                            + " magna aliqua.','uuid':'b922f707-f6ce-4369-b816-1051bfa40e0d'},"
                            + "'owner':{'phoneNumber':{'e164':'+46724450024'}}}}",
                    "{'event':{'timestamp':'2021-01-06T11:24:40Z','serviceId':'wotel','voiceEvent':{'callId':"
                            + "'0c056e2c-07f9-4c2b-b5ca-042f160af42f','type':'CALL_INITIATED','fromNumber':"
                            + "{'e164':'+4712345678'},'toNumber':{'e164':'+46123456789'}}}}"),
            "handset-changes",
            List.of(
                    "{'metadata':{'timestamp':'2021-09-30T14:27:55.468Z','identifier':{'subscriptionIdentifier':{'value':"
                            + "'ce78...'}}},'handsetChangeEvent':{'previous':{'imeiSv':{'imei':'867...','softwareVersion':'64'}},"
                            + "'current':{'imeiSv':{'imei':'867...','softwareVersion':'65'}},'imsi':{'value':'Rn...'}}}"),
            "consent-changes",
            List.of(
                    "{'metadata':{'timestamp':'2022-08-09T12:22:57.110Z','identifier':{'subscriptionIdentifier':{'value':"
                            + "'5d0a'}}},'consentChangeEvent':{'added':{'scopes':['events.sms.subscribe']},"
                            + "'number':{'e164':'+4799900001'}}}"),
            "country-changes",
            List.of(
                    "{'metadata':{'timestamp':'2022-08-09T12:22:57.110Z'},'countryChangeEvent':{'previous':{'code':'SE',"
                            + "'name':'Sweden'},'current':{'code':'NO','name':'Norway'}}}"),
            "periodic-countries",
            List.of("{'metadata':{'timestamp':'2022-08-09T12:22:57.110Z'},'periodicCountryEvent':{'number':{'e164':"
                    + "'+47xxxxxxxx'},'imsi':{'value':'242xxyyyyyyyyyy'},'country':{'code':'NO','name':'Norway'}}}"),
            "first-attachments",
            List.of("{'metadata':{'timestamp':'2022-08-09T12:22:57.110Z'},'firstAttachmentEvent':{'number':{'e164':"
                    + "'+4799900002'},'imsi':{'value':'242991234567890'}}}")));

    @TempDir
    Path folder;

    @Test
    void theSamplesOfThePlatformsPagesPassThroughUnchangedAndAreAcked() throws Exception {
        try (Rig rig = new Rig(folder)) {
            rig.app()
                    .with("wgtwo.streams", ALL)
                    .with("wgtwo.subscriptions", "per-type")
                    .start();
            rig.await(() -> assertThat(rig.platform.faults().openStreams()).isEqualTo(8));

            for (Map.Entry<String, List<String>> stream : SAMPLES.entrySet()) {
                for (String sample : stream.getValue()) {
                    emit(rig, stream.getKey(), sample.replace('\'', '"'));
                }
            }

            rig.await(() -> assertThat(acked(rig))
                    .containsOnly(
                            Map.entry("events", 2L),
                            Map.entry("consent-changes", 1L),
                            Map.entry("handset-changes", 1L),
                            Map.entry("first-attachments", 1L),
                            Map.entry("country-changes", 1L),
                            Map.entry("periodic-countries", 1L)));
            assertThat(rig.web.posts().stream().map(StreamsIT::payload).collect(Collectors.toSet()))
                    .isEqualTo(SAMPLES.values().stream()
                            .flatMap(List::stream)
                            .map(sample -> withoutDelivery(tree(sample.replace('\'', '"'))))
                            .collect(Collectors.toSet()));
            assertThat(rig.web.posts("/events"))
                    .extracting(post -> post.header("ce-type") + " " + post.header("ce-source"))
                    .containsExactlyInAnyOrder(
                            "com.wgtwo.events.v0.VOICE_EVENT wgtwo:events",
                            "com.wgtwo.consents.v1.CONSENT_ADDED wgtwo:consent-changes",
                            "com.wgtwo.subscription.v1.HANDSET_CHANGE_EVENT wgtwo:handset-changes",
                            "com.wgtwo.subscription.v1.FIRST_ATTACHMENT_EVENT wgtwo:first-attachments",
                            "com.wgtwo.subscription.v1.COUNTRY_CHANGE_EVENT wgtwo:country-changes",
                            "com.wgtwo.subscription.v1.PERIODIC_COUNTRY_EVENT wgtwo:periodic-countries");
        }
    }

    @Test
    void aMissingRightIsReportedAndStopsNothingElse() throws Exception {
        Set<String> rights = Set.of("events.sms.subscribe", "subscription.handset_details:read");
        try (Rig rig = new Rig(folder, builder -> builder.allowedScopes(rights))) {
            AppProcess app = rig.app()
                    .with("wgtwo.streams", "events,handset-changes,country-changes")
                    .with("wgtwo.subscriptions", "per-type")
                    .start();
            rig.await(() -> assertThat(rig.platform.faults().openStreams()).isEqualTo(3));
            Sent sms = rig.emit(Sent.sms(Rig.subscriber(1)));
            Sent revocation = rig.emit(Sent.revocation(Rig.subscriber(2), Instant.now()));
            emit(rig, "handset-changes", "{\"handsetChangeEvent\":{\"number\":{\"e164\":\"+4799900001\"}}}");

            rig.awaitAllAcked();

            rig.await(() -> assertThat(rig.web.posts()).hasSize(3));
            assertThat(rig.web.posts()).extracting(Post::id).contains(sms.id(), revocation.id());
            assertThat(app.lines("says that the client lacks a right"))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("WARN") && line.contains("Stream events/VOICE_EVENT@"))
                    .anyMatch(line -> line.contains("WARN") && line.contains("Stream country-changes@"));
        }
    }

    @Test
    void theOptionsOfV1AreThoseThePlatformSees() throws Exception {
        try (Rig rig = new Rig(folder)) {
            emit(rig, "handset-changes", "{\"handsetChangeEvent\":{\"number\":{\"e164\":\"+4799900000\"}}}");
            AppProcess app = rig.app();
            Files.writeString(
                    app.folder().resolve("routes/options.camel.yaml"),
                    route("regular", "queueName: \"\"", "durableName: \"\"", "startPosition: new")
                            + route("unacked", "queueName: unacked", "manualAck: false", "startPosition: \"id:1\"")
                            + route(
                                    "mine",
                                    "queueName: mine",
                                    "ackTimeout: 10m",
                                    "maxInFlight: 200",
                                    "startPosition: \"timestamp:2020-01-01T00:00:00Z\"")
                            + route("oldest", "queueName: oldest", "maxInFlight: 1", "startPosition: oldest"));
            app.start();
            rig.await(() -> assertThat(handsets(rig)).hasSize(4));
            rig.await(() ->
                    assertThat(handsets(rig)).allMatch(one -> one.acked() == (one.kind() == Kind.REGULAR ? 0 : 1)));
            emit(rig, "handset-changes", "{\"handsetChangeEvent\":{\"number\":{\"e164\":\"+4799900001\"}}}");

            rig.await(() ->
                    assertThat(handsets(rig)).allMatch(one -> one.acked() == (one.kind() == Kind.REGULAR ? 1 : 2)));

            assertThat(handsets(rig).stream().map(SubscriptionStatus::name))
                    .anyMatch(name -> name.endsWith("unacked"))
                    .anyMatch(name -> name.endsWith("mine"))
                    .anyMatch(name -> name.endsWith("oldest"));
            assertThat(handsets(rig))
                    .filteredOn(one -> one.kind() == Kind.REGULAR)
                    .hasSize(1);
            // The one that is not acknowledged by the client counts as done once it is sent.
            assertThat(app.lines("got one")).hasSize(7);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wgtwo.start-position | last | start position last is not offered by the stream 'country-changes', which takes"
                        + " oldest, new, id:N or timestamp:RFC3339",
                "wgtwo.streams | call | wgtwo:call cannot be consumed from",
                "wgtwo.streams | sightings | stream 'sightings' is not one of events, consent-changes"
            })
    void aWrongCombinationIsRefusedAtStartInOneSentence(String name, String value, String sentence) throws Exception {
        try (Rig rig = new Rig(folder)) {
            AppProcess app = rig.app()
                    .with("wgtwo.streams", "country-changes")
                    .with(name, value)
                    .start();
            assertThat(app.awaitExit()).isEqualTo(1);
            assertThat(app.lines("Not started: ")).singleElement().asString().contains(sentence);
            assertThat(app.log()).doesNotContain("\tat ");
        }
    }

    private static List<SubscriptionStatus> handsets(Rig rig) {
        return rig.platform.subscriptions().stream()
                .filter(one -> one.stream().equals("handset-changes"))
                .toList();
    }

    private static String route(String id, String... options) {
        return """
                - route:
                    id: %s
                    from:
                      uri: wgtwo:handset-changes
                      parameters:
                        target: "{{wgtwo.target}}"
                        trustCertificates: "{{wgtwo.trust-certificates}}"
                        oauthProfile: wgtwo
                        %s
                      steps:
                        - log: "got one"
                        - process:
                            ref: ack
                """.formatted(id, String.join("\n        ", options));
    }

    private static Map<String, Long> acked(Rig rig) {
        Map<String, Long> acked = new TreeMap<>();
        rig.platform.subscriptions().forEach(one -> acked.merge(one.stream(), one.acked(), Long::sum));
        return acked;
    }

    static void emit(Rig rig, String stream, String json) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(rig.platform.pageUrl() + "emit/" + stream))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static JsonNode payload(Post post) {
        return withoutDelivery(tree(post.body()));
    }

    /** Without what the sandbox adds: the sequence of v0, and the name of the subscription of a number. */
    private static JsonNode withoutDelivery(JsonNode event) {
        if (event.has("event")) {
            ((ObjectNode) event.get("event")).remove("metadata");
        }
        if (event.at("/metadata/identifier/subscriptionIdentifier") instanceof ObjectNode named) {
            named.remove("wg2rn");
            if (named.isEmpty()) {
                ((ObjectNode) event.get("metadata")).remove("identifier");
            }
        }
        return event;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
