package com.wgtwo.camel.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.camel.app.event.StillInWork;
import com.wgtwo.camel.sandbox.MovableClock;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoneStoreTest {
    @TempDir
    private Path directory;

    private HikariDataSource open(Databases kind) {
        Map<String, String> settings = kind.fresh(directory);
        return Database.open(
                settings.get("data.url"),
                settings.getOrDefault("data.username", ""),
                () -> settings.getOrDefault("data.password", ""));
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatIsInWorkIsDoneForOthersOnlyWhenItIsConfirmed(Databases kind) {
        try (HikariDataSource database = open(kind)) {
            MovableClock clock = new MovableClock(Instant.parse("2026-11-24T12:00:00Z"));
            DoneStore one = new DoneStore(() -> database, clock);
            // As after a crash of the first.
            DoneStore other = new DoneStore(() -> database, clock);

            assertThat(one.add("sms-webhook a")).isTrue();
            assertThatThrownBy(() -> one.add("sms-webhook a"))
                    .as("twice at once")
                    .isInstanceOf(StillInWork.class);
            assertThat(other.contains("sms-webhook a")).isFalse();

            one.confirm("sms-webhook a");
            one.confirm("sms-webhook a");
            assertThat(other.contains("sms-webhook a")).isTrue();
            assertThat(other.add("sms-webhook a")).isFalse();
            assertThat(one.add("sms-webhook a")).isFalse();
            assertThat(other.add("sms-mail a")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatIsDoneWhileTheDatabaseDoesNotAnswerIsKnownToThisProcess(Databases kind) {
        HikariDataSource database = open(kind);
        DoneStore store = new DoneStore(() -> database, new MovableClock(Instant.parse("2026-11-24T12:00:00Z")));
        database.close();

        store.confirm("event a");

        assertThat(store.contains("event a")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatFailedOrIsToRunAgainIsForgotten(Databases kind) {
        try (HikariDataSource database = open(kind)) {
            DoneStore store = new DoneStore(() -> database, new MovableClock(Instant.parse("2026-11-24T12:00:00Z")));
            assertThat(store.add("sms-webhook a")).isTrue();
            store.remove("sms-webhook a");
            assertThat(store.add("sms-webhook a")).isTrue();
            store.confirm("sms-webhook a");
            assertThat(store.remove("sms-webhook a")).isTrue();
            assertThat(store.add("sms-webhook a")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void entriesAreDeletedWhenThePlatformCannotSendTheirEventsAnyMore(Databases kind) {
        try (HikariDataSource database = open(kind)) {
            MovableClock clock = new MovableClock(Instant.parse("2026-11-24T12:00:00Z"));
            DoneStore store = new DoneStore(() -> database, clock);
            store.confirm("event old");
            clock.advance(Duration.ofMinutes(41));
            store.confirm("event young");
            assertThat(new DoneStore(() -> database, clock).contains("event old"))
                    .isTrue();
            clock.advance(Duration.ofMinutes(20));
            store.confirm("event new");

            DoneStore next = new DoneStore(() -> database, clock);
            assertThat(next.contains("event old")).isFalse();
            assertThat(next.contains("event young")).isTrue();
        }
    }
}
