package com.wgtwo.camel.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.camel.app.data.KeptLetter.Key;
import com.wgtwo.camel.app.data.LetterSeal.UnreadableLetter;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

class LettersAtRestTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Key LETTER = new Key("a1", "sms-webhook");
    private static final String PRIVATE = "private text of +4799900001, ø";

    @TempDir
    private Path directory;

    private static String key(int seed) {
        byte[] key = new byte[32];
        key[0] = (byte) seed;
        return Base64.getEncoder().encodeToString(key);
    }

    private static LetterSeal seal(String key, String... older) {
        Map<String, String> settings = Map.of(LetterSeal.KEY, key, LetterSeal.OLDER_KEYS, String.join(" , ", older));
        return LetterSeal.of(settings::get);
    }

    private static DeadLetter letter(String id, Instant at) {
        return letter(id, at, "HTTP 404");
    }

    private static DeadLetter letter(String id, Instant at, String cause) {
        byte[] event = PRIVATE.getBytes(StandardCharsets.UTF_8);
        return new DeadLetter(
                id, "sms-webhook", "events", "", "SMS_EVENT", null, null, null, "", null, event, PRIVATE, cause, 1, at);
    }

    private void on(Databases kind, Consumer<HikariDataSource> test) {
        Map<String, String> settings = kind.fresh(directory);
        try (HikariDataSource database = Database.open(
                settings.get("data.url"),
                settings.getOrDefault("data.username", ""),
                () -> settings.getOrDefault("data.password", ""))) {
            test.accept(database);
        }
    }

    private static void assertReads(HikariDataSource database, LetterSeal seal, Key key) {
        assertThat(new KeptLetters(database, seal).content(key)).hasValueSatisfying(content -> {
            assertThat(new String(content.event(), StandardCharsets.UTF_8)).isEqualTo(PRIVATE);
            assertThat(content.json()).isEqualTo(PRIVATE);
        });
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void withAKeyNothingOfTheEventIsInTheDatabase(Databases kind) {
        on(kind, database -> {
            new DeadLetterStore(database, seal(key(1))).keep(letter("a1", NOON));

            Map<String, Object> row = new JdbcTemplate(database).queryForMap("select * from dead_letter");
            byte[] event = (byte[]) row.get("event");
            assertThat(new String(event, StandardCharsets.ISO_8859_1)).doesNotContain("private", "4799");
            assertThat(row.toString()).doesNotContain("private text", "4799900001");
            assertReads(database, seal(key(1)), LETTER);
        });
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aCauseOfAnyLengthIsKeptAsFarAsItFits(Databases kind) {
        String cause = "ø".repeat(2000);
        on(kind, database -> {
            DeadLetterStore store = new DeadLetterStore(database, seal(""));
            store.keep(letter("a1", NOON, cause));
            store.keep(letter("a1", NOON, cause));
            KeptLetters letters = new KeptLetters(database, seal(""));
            letters.failedAgain(LETTER, cause, 3, NOON);

            assertThat(new JdbcTemplate(database).queryForObject("select cause from dead_letter", String.class))
                    .hasSize(1000)
                    .startsWith("øø")
                    .endsWith("…");
        });
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void anExchangedKeyStillOpensWhatItSealed(Databases kind) {
        on(kind, database -> {
            new DeadLetterStore(database, seal(key(1))).keep(letter("a1", NOON));
            LetterSeal exchanged = seal(key(2), key(3), key(1));
            new DeadLetterStore(database, exchanged).keep(letter("a2", NOON));

            assertReads(database, exchanged, LETTER);
            assertReads(database, exchanged, new Key("a2", "sms-webhook"));
            assertThat(new KeptLetters(database, exchanged).countByKey()).hasSize(2);
            // Only read with: what is kept from now on is plain again.
            assertReads(database, seal("", key(1)), LETTER);
        });
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aKeyThatIsExchangedWhileTheProgramRunsSealsTheNextLetterAndABadOneIsNotTaken(Databases kind) {
        Map<String, String> settings = new HashMap<>(Map.of(LetterSeal.KEY, key(1), LetterSeal.OLDER_KEYS, ""));
        LetterSeal seal = LetterSeal.of(settings::get);
        on(kind, database -> {
            DeadLetterStore store = new DeadLetterStore(database, seal);
            store.keep(letter("a1", NOON));
            settings.put(LetterSeal.KEY, key(2));
            settings.put(LetterSeal.OLDER_KEYS, key(1));
            store.keep(letter("a2", NOON));
            settings.put(LetterSeal.KEY, "half writt");
            store.keep(letter("a3", NOON));

            assertReads(database, seal, LETTER);
            assertReads(database, seal(key(1)), LETTER);
            assertReads(database, seal(key(2)), new Key("a2", "sms-webhook"));
            assertReads(database, seal(key(2)), new Key("a3", "sms-webhook"));
        });
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatWasKeptWithoutAKeyStaysReadable(Databases kind) {
        on(kind, database -> {
            new DeadLetterStore(database, LetterSeal.none()).keep(letter("a1", NOON));

            assertReads(database, seal(key(1)), LETTER);
        });
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aMissingKeyIsToldByItsIdAndLosesNothing(Databases kind) {
        on(kind, database -> {
            new DeadLetterStore(database, seal(key(1))).keep(letter("a1", NOON));
            for (LetterSeal wrong : List.of(seal(key(2)), LetterSeal.none())) {
                KeptLetters letters = new KeptLetters(database, wrong);

                assertThatThrownBy(() -> letters.content(LETTER))
                        .isInstanceOf(UnreadableLetter.class)
                        .hasMessageMatching("the letter is encrypted with key [0-9a-f]{12}, which is neither in"
                                + " data.encryption-key nor in data.encryption-keys-old");
                assertThat(letters.find("", null)).hasSize(1);
            }
            assertReads(database, seal(key(1)), LETTER);
        });
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void contentThatWasChangedOrMovedToAnotherLetterDoesNotOpen(Databases kind) {
        on(kind, database -> {
            LetterSeal seal = seal(key(1));
            DeadLetterStore store = new DeadLetterStore(database, seal);
            store.keep(letter("a1", NOON));
            store.keep(letter("a2", NOON));
            JdbcTemplate sql = new JdbcTemplate(database);
            assertThat(sql.queryForList("select event_json from dead_letter", String.class))
                    .doesNotHaveDuplicates();

            sql.update(
                    "update dead_letter set event = (select event from dead_letter where id = 'a2') where id = 'a1'");
            assertThatThrownBy(() -> new KeptLetters(database, seal).content(LETTER))
                    .isInstanceOf(UnreadableLetter.class)
                    .hasMessageContaining("changed, cut, or moved");
            for (String cut : List.of("", "AAAA", "not base64!")) {
                sql.update("update dead_letter set event_json = ? where id = 'a2'", cut);
                assertThatThrownBy(() -> new KeptLetters(database, seal).content(new Key("a2", "sms-webhook")))
                        .isInstanceOf(UnreadableLetter.class);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void oldLettersGoUnlessTheyAreBeingReplayedAndTheTrailSaysHowMany(Databases kind) {
        on(kind, database -> {
            DeadLetterStore store = new DeadLetterStore(database, LetterSeal.none());
            KeptLetters letters = new KeptLetters(database, LetterSeal.none());
            List.of("a1", "a2", "a3").forEach(id -> store.keep(letter(id, NOON)));
            store.keep(letter("a4", NOON.plusSeconds(60)));
            // A failure today makes the event no younger.
            letters.failedAgain(LETTER, "HTTP 500", 2, NOON.plusSeconds(3600));
            letters.take(letters.find("a3", null).get(0), "me", NOON.plusSeconds(100), NOON);

            assertThat(letters.expire(NOON.plusSeconds(60), NOON)).isEqualTo(2);

            assertThat(letters.find("", null)).extracting(KeptLetter::id).containsExactly("a3", "a4");
            assertThat(letters.expire(NOON.plusSeconds(60), NOON)).isZero();
            assertThat(letters.done(new Key("a3", "sms-webhook"), Erasure.REPLAYED))
                    .isTrue();
            assertThat(letters.discard(new Key("a4", "sms-webhook"), NOON)).isTrue();
            assertThat(new JdbcTemplate(database)
                            .queryForList("select why || ' ' || letters from erasure order by id", String.class))
                    .containsExactly("expired 2", "replayed 1", "discarded 1");
        });
    }

    /** Who looks again and again at many asks for the newest only, and gets them in the order of the whole list. */
    @ParameterizedTest
    @EnumSource(Databases.class)
    void theNewestCanBeHadAlone(Databases kind) {
        on(kind, database -> {
            DeadLetterStore store = new DeadLetterStore(database, LetterSeal.none());
            for (int i = 0; i < 5; i++) {
                store.keep(letter("a" + i, NOON.plusSeconds(i)));
            }
            KeptLetters letters = new KeptLetters(database, LetterSeal.none());
            assertThat(letters.newest(null, 2)).extracting(KeptLetter::id).containsExactly("a3", "a4");
            assertThat(letters.newest("sms-webhook", 9)).hasSize(5);
            assertThat(letters.newest("sms-mail", 9)).isEmpty();
        });
    }
}
