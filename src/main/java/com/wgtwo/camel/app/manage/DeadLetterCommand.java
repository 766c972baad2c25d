package com.wgtwo.camel.app.manage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.wgtwo.camel.app.Command;
import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.config.SecretFiles;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.data.Database;
import com.wgtwo.camel.app.data.DatabaseInUse;
import com.wgtwo.camel.app.data.KeptLetters;
import com.wgtwo.camel.app.data.LetterSeal;
import com.wgtwo.camel.app.failure.FailureText;
import com.wgtwo.camel.app.manage.DeadLetterDesk.NoSuchLetter;
import com.wgtwo.camel.app.manage.DeadLetterRequest.Unclear;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The command {@code dead-letters}: lists, shows, replays and discards events that were given up.
 *
 * <p>It asks the program that runs, over its management port, and opens the database itself when none does. Then a replay
 * is written down, and done by the next program that starts on the database, or by one that already runs on it elsewhere.
 */
public final class DeadLetterCommand implements Command {
    private static final Set<String> WELL = Set.of("delivered", "erased", "asked", "discarded", "gone");

    private final Supplier<Settings> source;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * The command with everything it depends on.
     *
     * @param source reads the settings, which are those of the program
     * @param out takes the answer
     * @param err takes what went wrong, in one sentence
     */
    public DeadLetterCommand(Supplier<Settings> source, PrintStream out, PrintStream err) {
        this.source = source;
        this.out = out;
        this.err = err;
    }

    /** Exit code 0 when all was done, 1 when something was not, 2 when it is not clear what is meant. */
    @Override
    public int execute(List<String> arguments) {
        try {
            DeadLetterRequest request = DeadLetterRequest.of(arguments);
            ArrayNode letters = answer(request);
            if (request.json()) {
                out.println(letters.toPrettyString());
            } else {
                new DeadLetterText(out).write(request.verb(), letters);
            }
            return isWell(letters) ? 0 : 1;
        } catch (Unclear e) {
            err.println(e.getMessage());
            err.println();
            err.println(DeadLetterRequest.USAGE);
            return 2;
        } catch (UserMistake | NoSuchLetter e) {
            err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (RuntimeException e) {
            err.println("It could not be done: " + FailureText.of(e) + ".");
            return 1;
        }
    }

    private static boolean isWell(ArrayNode letters) {
        return letters.valueStream()
                .allMatch(letter -> !letter.has("outcome")
                        || WELL.contains(letter.path("outcome").asText()));
    }

    private ArrayNode answer(DeadLetterRequest request) throws InterruptedException {
        Settings settings = source.get();
        // For its placeholders only; it is never started.
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        try {
            if (context.getPropertiesComponent() instanceof PropertiesComponent properties) {
                properties.addPropertiesSource(settings);
                properties.addPropertiesFunction(new SecretFiles());
            }
            context.init();
            UnaryOperator<String> value = name -> context.resolvePropertyPlaceholders("{{" + name + "}}");
            settings.check(context::resolvePropertyPlaceholders);
            return answer(request, value);
        } finally {
            context.stop();
        }
    }

    private ArrayNode answer(DeadLetterRequest request, UnaryOperator<String> value) throws InterruptedException {
        String listens =
                request.address() == null ? value.apply("management.address").strip() : request.address();
        String url = value.apply("data.url").strip();
        Optional<ManagementAddress> address = ManagementAddress.of(listens);
        if (address.isPresent() && address.get().port() != 0) {
            Optional<ArrayNode> answer = new RunningProgram(
                            address.get(), value.apply("management.token"), Database.identity(url))
                    .ask(request);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        if (request.address() != null) {
            throw new UserMistake("Nobody listens at " + request.address() + ".");
        }
        try (HikariDataSource database =
                Database.openExisting(url, value.apply("data.username").strip(), () -> value.apply("data.password"))) {
            KeptLetters letters = new KeptLetters(database, LetterSeal.of(value));
            return directly(request, new DeadLetterDesk(letters, Clock.systemUTC(), null));
        } catch (DatabaseInUse e) {
            throw new UserMistake(
                    "The program runs, but does not answer at management.address " + listens + "."
                            + " If that is port 0 or off, give --address with what its log says, or set a port"
                            + " and start it anew; or stop it and ask again.",
                    e);
        }
    }

    private static ArrayNode directly(DeadLetterRequest request, DeadLetterDesk desk) {
        return switch (request.verb()) {
            case LIST -> desk.list(request.route(), 0);
            case SHOW -> desk.show(request.id(), request.route(), request.content());
            case REPLAY -> desk.replay(request.id(), request.route());
            case DISCARD -> desk.discard(request.id(), request.route());
        };
    }
}
