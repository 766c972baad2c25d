package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.Machine;
import com.wgtwo.camel.e2e.AppProcess.Said;
import com.wgtwo.camel.e2e.HttpReceiver.Post;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The command dead-letters, with and without a program that runs. */
@Execution(ExecutionMode.CONCURRENT)
class DeadLettersIT extends WithRig {

    private static final String ANNA = Rig.subscriber(1);

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void aProgramThatRunsListsShowsReplaysAndDiscardsThemWhenItIsAsked() throws Exception {
        AppProcess app = rig.app()
                .environment("DATA_ENCRYPTION_KEY", KEY)
                .with("management.address", "127.0.0.1:" + Machine.freePort())
                .start();
        rig.awaitStreaming(app);
        app.awaitLog("Management port:");
        rig.web.answer(id -> 400);
        Sent sms = rig.emit(Sent.sms(ANNA));
        Sent other = rig.emit(Sent.call(Rig.subscriber(2)));
        rig.awaitAllAcked();
        rig.web.answer(id -> 422);

        Said list = app.command("dead-letters", "list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.output())
                .contains(sms.id().substring(0, 12), "sms-webhook", "SMS_EVENT", "other-events", "HTTP 400")
                .doesNotContain("private text", ANNA);

        Management management = Management.of(app);
        assertThat(management.get("/observe/dead-letters").body().split("\"route\""))
                .as("before the first, and of two letters")
                .hasSize(3);
        assertThat(management.get("/observe/dead-letters?newest=1").body().split("\"route\""))
                .hasSize(2);
        assertThat(management.get("/observe/dead-letters?newest=none").statusCode())
                .isEqualTo(400);

        Said shown = app.command("dead-letters", "show", sms.id().substring(0, 8));
        assertThat(shown.output()).contains(sms.id(), "*********01").doesNotContain("private text", ANNA);
        assertThat(app.command("dead-letters", "show", sms.id(), "--content").output())
                .contains("private text", ANNA);

        Said failed = app.command("dead-letters", "replay", sms.id());
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.output()).contains("sms-webhook: failed and kept, HTTP 422");
        assertThat(app.command("dead-letters", "list", "--json").output()).contains("\"attempts\" : 2", "HTTP 422");

        rig.web.answer(id -> 204);
        long acks = rig.platform.ackCounts().acked();
        Said replayed = app.command("dead-letters", "replay", sms.id().substring(0, 12));
        assertThat(replayed.exitCode()).isZero();
        assertThat(replayed.output()).contains("sms-webhook: delivered");
        assertThat(rig.web.posts("/sms").stream().filter(Post::accepted))
                .singleElement()
                .satisfies(post -> assertThat(post.id()).isEqualTo(sms.id()));
        assertThat(rig.platform.ackCounts().acked()).isEqualTo(acks);

        assertThat(app.command("dead-letters", "discard", "--all", "--route", "other-events")
                        .output())
                .contains(other.id().substring(0, 12), "discarded");
        Said unknown = app.command("dead-letters", "replay", "abc");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.output()).contains("There is no dead letter whose id begins with 'abc'.");
        assertThat(app.command("dead-letters", "replay", "--all").output()).contains("nothing to do");
        assertThat(app.log()).doesNotContain(ANNA, "private text", "\tat ");
        app.sigterm();
        assertThat(app.awaitExit()).isZero();
        assertThat(DeadLetterTable.of(app)).isEmpty();
    }

    @Test
    void whileNoProgramRunsAReplayIsWrittenDownAndDoneByTheNext() throws Exception {
        AppProcess app = rig.app().environment("DATA_ENCRYPTION_KEY", KEY).start();
        assertThat(rig.app().command("dead-letters").output()).contains("there is none. Check data.url");
        rig.awaitStreaming(app);
        rig.web.answer(id -> 400);
        Sent first = rig.emit(Sent.sms(ANNA));
        Sent second = rig.emit(Sent.sms(Rig.subscriber(2)));
        Sent third = rig.emit(Sent.sms(Rig.subscriber(3)));
        rig.awaitAllAcked();
        Said locked = app.command("dead-letters", "replay", "--all");
        assertThat(locked.exitCode()).isEqualTo(1);
        assertThat(locked.output()).contains("The program runs, but does not answer at management.address off");
        app.sigterm();
        assertThat(app.awaitExit()).isZero();

        assertThat(everythingIn(app.folder().resolve("data"))).doesNotContain("private text", ANNA, ANNA.substring(1));
        assertThat(app.command("dead-letters", "show", first.id(), "--content").output())
                .contains("private text", ANNA);
        assertThat(app.environment("DATA_ENCRYPTION_KEY", "")
                        .command("dead-letters", "show", first.id(), "--content")
                        .output())
                .containsPattern("unreadable +the letter is encrypted with key [0-9a-f]{12}, which is neither in")
                .doesNotContain("private text", ANNA);
        app.environment("DATA_ENCRYPTION_KEY", KEY);
        DeadLetterTable.age(app, third.id(), Duration.ofDays(31));
        assertThat(app.command("dead-letters", "discard", second.id()).output()).contains("discarded");
        Said asked = app.command("dead-letters", "replay", first.id());
        assertThat(asked.exitCode()).isZero();
        assertThat(asked.output()).contains("to be replayed as soon as a program runs");
        rig.web.answer(id -> 204);
        app.start();

        app.awaitLog("Replay of SMS_EVENT " + first.id() + " through sms-webhook: delivered.");
        assertThat(rig.web.posts().stream().filter(Post::accepted))
                .singleElement()
                .satisfies(post -> {
                    assertThat(post.id()).isEqualTo(first.id());
                    assertThat(post.body()).contains("private text");
                });
        app.awaitLog("Deleted 1 dead letter(s) older than 30d (dead-letters.keep).");
        app.sigterm();
        assertThat(app.awaitExit()).isZero();
        assertThat(DeadLetterTable.of(app)).isEmpty();
        assertThat(Files.exists(app.folder().resolve("data"))).isTrue();
    }

    private static String everythingIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            assertThat(all).isNotEmpty();
            return all.toString();
        }
    }

    @Test
    void whatIsNotUnderstoodIsAnsweredWithTheUsage() throws Exception {
        Said said = rig.app().command("dead-letters", "replay");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.output()).contains("dead-letters replay needs an id, or --all", "dead-letters show ID");
    }
}
