package com.wgtwo.camel.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.camel.app.UserMistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
    @TempDir
    private Path directory;

    static Iterable<String> names() {
        return SettingsCatalog.SETTINGS.keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void commandLineWinsOverEnvironmentOverFileOverDefault(String name) throws IOException {
        Map<String, String> none = Map.of();
        Map<String, String> environment = Map.of(Setting.environmentName(name), "from environment");
        assertThat(Settings.of(directory, none, none).getProperty(name)).isNotNull();
        assertThat(Settings.of(directory, none, none).isShipped(name)).isTrue();
        write(name + "=from file");
        assertThat(Settings.of(directory, none, none).get(name)).isEqualTo("from file");
        assertThat(Settings.of(directory, none, environment).get(name)).isEqualTo("from environment");
        Settings all = Settings.of(directory, Map.of(name, "from command line"), environment);
        assertThat(all.get(name)).isEqualTo("from command line");
        assertThat(all.isShipped(name)).isFalse();
    }

    @Test
    void anEmptyValueCountsAsGiven() throws IOException {
        write("sms.webhook.url=https://example.com");
        assertThat(Settings.of(directory, Map.of(), Map.of("SMS_WEBHOOK_URL", ""))
                        .get("sms.webhook.url"))
                .isEmpty();
    }

    @Test
    void namesOfTheUsersOwnAreFoundTheSameWay() throws IOException {
        write("my.slack.url=file");
        assertThat(Settings.of(directory, Map.of(), Map.of()).get("my.slack.url"))
                .isEqualTo("file");
        assertThat(Settings.of(directory, Map.of(), Map.of("MY_SLACK_URL", "env"))
                        .get("my.slack.url"))
                .isEqualTo("env");
    }

    @Test
    void theFileIsUtf8() throws IOException {
        write("sms.mail.from=Bjørn <b@example.com>");
        assertThat(Settings.of(directory, Map.of(), Map.of()).get("sms.mail.from"))
                .isEqualTo("Bjørn <b@example.com>");
        Files.write(directory.resolve("application.properties"), "a=ø".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Settings.of(directory, Map.of(), Map.of()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("is not UTF-8");
    }

    @Test
    void whatIsShippedIsRight() {
        assertThatCode(() -> Settings.of(Path.of(""), Map.of(), Map.of()).check(value -> value))
                .doesNotThrowAnyException();
    }

    @Test
    void theShippedFileHasEverySetting() throws IOException {
        assertThat(Files.readAllLines(Path.of("application.properties")).stream()
                        .filter(line -> line.contains("="))
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .filter(SettingsCatalog.SETTINGS::containsKey))
                .containsExactlyInAnyOrderElementsOf(SettingsCatalog.SETTINGS.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "wgtwo.taget, did you mean wgtwo.target?",
        "sms.webhook.uri, did you mean sms.webhook.url?",
        "wgtwo.max-inflight, did you mean wgtwo.max-in-flight?",
        "events.nonsense, application.properties as shipped lists all there are; names of your own need another prefix."
    })
    void aMisspeltNameIsRefused(String name, String hint) throws IOException {
        write(name + "=x");
        assertThatThrownBy(() -> Settings.of(directory, Map.of(), Map.of()).check(value -> value))
                .isInstanceOf(UserMistake.class)
                .hasMessage("There is no property " + name + " (set by application.properties); " + hint);
    }

    @Test
    void aMisspeltNameOnTheCommandLineIsRefused() {
        assertThatThrownBy(() -> Settings.of(directory, Map.of("data.ulr", "x"), Map.of())
                        .check(value -> value))
                .hasMessage("There is no property data.ulr (set by -Ddata.ulr); did you mean data.url?");
    }

    @Test
    void aMisspeltEnvironmentVariableIsRefusedAndOtherPeoplesAreNot() {
        assertThatThrownBy(() -> Settings.of(directory, Map.of(), Map.of("WGTWO_TAGET", "x"))
                        .check(value -> value))
                .hasMessage("The environment variable WGTWO_TAGET sets nothing; did you mean WGTWO_TARGET?");
        Map<String, String> others = Map.of(
                "DATA_CENTRE_OF_THE_COMPANY", "x",
                "SMS_MAIL_PORT", "tcp://10.0.0.1:25",
                "WGTWO_SERVICE_HOST", "10.0.0.1");
        assertThatCode(() ->
                        Settings.of(directory, Map.of("user.home", "/"), others).check(value -> value))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "wgtwo.target | example.com | but must be host:port, for example localhost:8443",
                "wgtwo.target | https://example.com | but must be host:port, for example localhost:8443",
                "wgtwo.target | example.com:99999 | but must be host:port, for example localhost:8443",
                "wgtwo.plaintext | yes | but must be true or false",
                "wgtwo.trust-certificates | /no/such.pem | but must be a file; there is none at /no/such.pem",
                "wgtwo.token-endpoint | id.wgtwo.com | but must be a complete address such as https://",
                "wgtwo.regions | Dublin | but must list names of lower case letters, digits and -",
                "wgtwo.streams | event | but has an unknown stream, event; did you mean events?",
                "wgtwo.streams | events, | but must list streams out of events, consent-changes,",
                "wgtwo.subscriptions | many | but must be per-type or single",
                "wgtwo.event-types | SMS_EVNT | but has an unknown event type, SMS_EVNT; did you mean SMS_EVENT?",
                "wgtwo.event-types | SMS_EVENT,, | but must list event types out of",
                "wgtwo.max-in-flight | 0 | but must be from 1 to 200",
                "wgtwo.max-in-flight | 201 | but must be from 1 to 200",
                "wgtwo.max-in-flight | many | but must be a whole number from 1 to 200",
                "wgtwo.ack-timeout | 5s | but must be from 10s to 10m",
                "wgtwo.ack-timeout | soon | but must be a duration such as 30s or 2m, from 10s to 10m",
                "wgtwo.start-position | newest | but must be oldest, new, last, sequence:N,",
                "wgtwo.start-position | timestamp:yesterday | but must be oldest",
                "wgtwo.start-position | delta:x | but must be oldest",
                "wgtwo.ordering | random | but must be subscriber, none or strict",
                "wgtwo.max-deliveries | 0 | but must be from 1 to 1000",
                "sms.webhook.url | example.com/hook | but must be a complete address such as https://",
                "sms.webhook.url | ftp://example.com | but must be a complete address",
                "sms.webhook.url | https://example.com:99999/hook | but must be a complete address",
                "sms.webhook.url | https://example.com:0/hook | but must be a complete address",
                "sms.webhook.url | Https://example.com | but must begin with http:// or https:// in small letters",
                "cleanup.webhook.url | https://example.com/o'n | must not have an apostrophe in it",
                "sms.mail.to | o'neil@example.com | but must not have an apostrophe in it",
                "wgtwo.ack-timeout | 99999999999999999999s | but must be from 10s to 10m",
                "sms.mail.from | sms | must be one mail address, such as sms@example.com",
                "sms.webhook.url | https://user:pw@example.com/ | example.com/hook, without user and password",
                "sms.webhook.secret | whsec_?? | must have Base64 after whsec_",
                "events.webhook.url | hook | but must be a complete address",
                "cleanup.webhook.url | hook | but must be a complete address",
                "sms.mail.to | ops | but must be one or more mail addresses",
                "sms.mail.to | a@example.com,@ | but must be one or more mail addresses",
                "sms.mail.from | a@example.com, b@example.com | must be one mail address",
                "sms.mail.server | localhost | but must be host:port",
                "sms.mail.security | ssl | but must be none, starttls or tls",
                "data.url | jdbc:mysql://localhost/x | but must start with jdbc:h2: or jdbc:postgresql:",
                "data.pseudonym-key | short | must be 64 hexadecimal digits (256 bits)",
                "delivery.try-timeout | 0 | but must be from 100ms to 5m",
                "sandbox.events-per-second | -1 | but must be from 0.0 to 1000.0"
            })
    void aWrongValueIsRefusedInOneSentence(String name, String value, String sentence) {
        assertThatThrownBy(() ->
                        Settings.of(directory, Map.of(name, value), Map.of()).check(text -> text))
                .isInstanceOf(UserMistake.class)
                .message()
                .startsWith(name)
                .contains(sentence)
                .endsWith("(set by -D" + name + ")")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "dublin | - | wgtwo.region.dublin.target is '' but must be host:port, for example localhost:8443, because"
                        + " wgtwo.regions lists 'dublin'",
                "dublin | wgtwo.region.dublin.target=a | wgtwo.region.dublin.target is 'a' but must be host:port, for"
                        + " example localhost:8443, because wgtwo.regions lists 'dublin'",
                "dublin | wgtwo.region.dublim.target=a:1 | wgtwo.region.dublim.target is set but wgtwo.regions does not"
                        + " list 'dublim'; did you mean wgtwo.region.dublin.target?",
                "dublin | wgtwo.region.oregon.target=a:1 | wgtwo.region.oregon.target is set but wgtwo.regions does not"
                        + " list 'oregon': add it there.",
                "dublin | wgtwo.target=a:1 | wgtwo.target and wgtwo.regions are both set: give one of them.",
                "dublin | wgtwo.region.dublin.taget=a:1 | There is no property wgtwo.region.dublin.taget (set by"
                        + " -Dwgtwo.region.dublin.taget); application.properties as shipped lists all there are; names of"
                        + " your own need another prefix."
            })
    void aRegionHasHostAndPortAndNothingElse(String regions, String other, String sentence) {
        Map<String, String> given = new HashMap<>(Map.of("wgtwo.regions", regions));
        if (other != null) {
            given.put(other.split("=", 2)[0], other.split("=", 2)[1]);
        }
        assertThatThrownBy(() -> Settings.of(directory, given, Map.of()).check(text -> text))
                .isInstanceOf(UserMistake.class)
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource({"sms.webhook.secret,whsec_??", "data.pseudonym-key,4711short"})
    void aSecretIsNotShown(String name, String value) {
        assertThatThrownBy(() ->
                        Settings.of(directory, Map.of(name, value), Map.of()).check(text -> text))
                .message()
                .doesNotContain(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sms.webhook.url | https://hidden:hidden@host/ | https://host",
                "sms.webhook.url | https://hidden:hidden@host:8443/hidden?hidden#hidden | https://host:8443",
                "sms.webhook.url | htps://hooks.slack.com/services/hidden/hidden/hidden | htps://hooks.slack.com",
                "sms.webhook.url | https:/hooks.slack.com/services/hidden | https:",
                "sms.webhook.url | hooks.slack.com/services/hidden | hooks.slack.com",
                "sms.webhook.url | hooks.slack.com:443/services/hidden | hooks.slack.com:443",
                "sms.webhook.url | hidden:hidden@host/hidden | …",
                "sms.webhook.url | https://hidden:hid den@host/hidden | https:",
                "sms.webhook.url | https://hidden:hid@den@host/hidden | https:",
                "sms.answer.url | https://hidden:hidden@host/ | https://host",
                "events.webhook.url | host?hidden | host",
                "cleanup.webhook.url | https://hidden@host/ | https://host",
                "tracing.endpoint | https://api:hidden@traces.example.com/otlp/hidden | https://traces.example.com",
                "wgtwo.token-endpoint | https://hidden:hidden@id.example.com/ | https://id.example.com",
                "wgtwo.target | https://hidden:hidden@host/hidden | https://host",
                "sms.mail.server | smtp://hidden:hidden@mail.example.com:587 | smtp://mail.example.com:587",
                "data.url | jdbc:postgres://db/x?user=a&password=hidden | jdbc:postgres://db/x",
                "data.url | jdbc:sqlserver://db:1433;password=hidden | jdbc:sqlserver://db:1433",
                "data.url | postgres://hidden:hidden@db:5432/x | postgres:…",
                "data.url | jdbc:postgres://hidden:hid/den@db/x | jdbc:postgres:…",
                "data.url | jdbc:postgres://hidden:hid?den@db/x | jdbc:postgres:…",
                "data.url | jdbc:oracle:thin:hidden/hidden@db:1521/x | jdbc:oracle:…",
                "data.url | hidden/hidden@db | …"
            })
    void aRefusalShowsNoUserNoPasswordAndNoPathOfAnAddress(String name, String value, String shown) {
        assertThatThrownBy(() ->
                        Settings.of(directory, Map.of(name, value), Map.of()).check(text -> text))
                .message()
                .startsWith(name + " is '" + shown + "' but must ")
                .doesNotContain("hid", "den");
    }

    @Test
    void aRefusalOfARegionShowsNoPathOfItsAddress() {
        Map<String, String> given =
                Map.of("wgtwo.regions", "dublin", "wgtwo.region.dublin.target", "https://hidden:hidden@host/hidden");
        assertThatThrownBy(() -> Settings.of(directory, given, Map.of()).check(text -> text))
                .message()
                .startsWith("wgtwo.region.dublin.target is 'https://host' but must be host:port")
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "voicemail.mail.to=a@example.com | wgtwo.target=a:1 | VOICEMAIL_EVENT",
                "sms.answer.url=http://a/ | wgtwo.event-types=VOICE_EVENT | SMS_EVENT",
                "sms.answer.url=http://a/ | wgtwo.streams=consent-changes | SMS_EVENT"
            })
    void aTargetWhoseEventsAreNotSubscribedToIsRefused(String target, String other, String type) {
        Map<String, String> given = new HashMap<>(Map.of("wgtwo.target", "a:1"));
        for (String setting : new String[] {target, other}) {
            given.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        assertThatThrownBy(() -> Settings.of(directory, given, Map.of()).check(text -> text))
                .hasMessage(target.split("=", 2)[0] + " is set but takes the stream events with " + type
                        + " in wgtwo.event-types: add it there.");
    }

    @Test
    void theSandboxInsideTheProgramSendsAllTypes() {
        assertThatCode(() -> Settings.of(directory, Map.of("voicemail.mail.to", "a@example.com"), Map.of())
                        .check(text -> text))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "wgtwo.client-id, wgtwo.client-secret",
        "wgtwo.client-secret, wgtwo.client-id",
        "sms.mail.username, sms.mail.password"
    })
    void halfALoginIsRefused(String given, String missing) {
        assertThatThrownBy(() ->
                        Settings.of(directory, Map.of(given, "x"), Map.of()).check(text -> text))
                .hasMessage(given + " is set but " + missing + " is empty: give both or neither");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wgtwo.target | [::1]:443",
                "wgtwo.event-types | SMS_EVENT, ROAMING_EVENT ,SMS_DELIVERY_EVENT",
                "wgtwo.streams | events, consent-changes",
                "wgtwo.streams | sightings",
                "wgtwo.ack-timeout | 1m30s",
                "wgtwo.ack-timeout | 45000",
                "wgtwo.start-position | timestamp:2026-11-24T12:00:00Z",
                "wgtwo.start-position | sequence:0",
                "wgtwo.start-position | delta:1h",
                "sms.webhook.url | http://localhost:8080/a?b=c",
                "sms.webhook.secret | anything goes",
                "sms.mail.to | Ops <ops@example.com>, b@example.com",
                "data.url | jdbc:postgresql://db:5432/wgtwo?sslmode=require"
            })
    void whatIsRightPasses(String name, String value) {
        assertThatCode(() ->
                        Settings.of(directory, Map.of(name, value), Map.of()).check(text -> text))
                .doesNotThrowAnyException();
    }

    private void write(String line) throws IOException {
        Files.writeString(directory.resolve("application.properties"), line + "\n");
    }

    @Test
    void refusesLogPropertiesThatSetNothingAndLevelsThereAreNot() {
        for (String name : new String[] {"log.fromat", "log.levl.com.wgtwo"}) {
            assertThatThrownBy(() -> logging(name, "json").check(value -> value))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining(name);
        }
        for (String name : new String[] {"log.level", "log.level.com.wgtwo"}) {
            assertThatThrownBy(() -> logging(name, "loud").check(value -> value))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining(name + " is 'loud' but must be error");
            logging(name, "DEBUG").check(value -> value);
        }
    }

    private static Settings logging(String name, String value) {
        return Settings.of(Path.of("none"), Map.of(name, value), Map.of());
    }

    @Test
    void whatIsNeededBeforePlaceholdersAreKnownHasNone() {
        Settings settings = Settings.of(directory, Map.of("routes.reload", "{{env:X}}"), Map.of());
        assertThatThrownBy(() -> settings.getPlain("routes.reload"))
                .isInstanceOf(UserMistake.class)
                .hasMessage("routes.reload is '{{env:X}}', but is needed before placeholders are known: write the value"
                        + " itself.");
        assertThat(settings.getPlain("log.format")).isEqualTo("text");
        assertThatThrownBy(() -> Settings.of(directory, Map.of("log.level.x", "{{env:X}}"), Map.of())
                        .check(text -> "info"))
                .hasMessageStartingWith("log.level.x is '{{env:X}}', but is needed before");
        assertThatThrownBy(() -> settings.check(text -> "true"))
                .hasMessageStartingWith("routes.reload is '{{env:X}}', but is needed before");
    }
}
