package com.wgtwo.camel.sandbox;

import java.io.File;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the command line of the stand-alone sandbox into a builder. */
final class SandboxArguments {
    static final int GRPC_PORT = 50051;
    static final int HTTP_PORT = 8080;
    static final int TOKEN_PORT = 8090;
    static final int SMTP_PORT = 2525;
    static final double RATE = 1;

    static final String HELP = """
            Usage: java -jar wgtwo-camel.jar sandbox [options]
            Runs the platform on this machine, with random events, until it is terminated.

              --grpc-port N     gRPC: events, acknowledgements and all other services (50051)
              --http-port N     web page and webhook catcher (8080)
              --token-port N    OAuth token endpoint (8090)
              --smtp-port N     mail catcher (2525)
              --bind ADDR       address to listen on (127.0.0.1)
              --rate N          random events per second, 0 for none (1)
              --seed N          same seed, same events (1)
              --require-token   refuse calls without an access token, and check scopes
              --tls-cert FILE   serve gRPC over TLS with this PEM certificate chain
              --tls-key FILE    and this PKCS #8 PEM key
              --quirks          leave out metadata and time stamps, as the public sandbox does
              --help            show this

            A port of 0 takes a free one.
            """;

    final SandboxBuilder builder = Sandbox.builder()
            .grpcPort(GRPC_PORT)
            .httpPort(HTTP_PORT)
            .tokenPort(TOKEN_PORT)
            .smtpPort(SMTP_PORT)
            .eventsPerSecond(RATE);

    boolean help;
    boolean tls;
    boolean requireToken;

    private @Nullable File certificate;
    private @Nullable File key;

    /** @throws IllegalArgumentException with one sentence that says what is wrong */
    SandboxArguments(String... arguments) {
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            read(rest.next(), rest);
        }
        File chain = certificate;
        File secret = key;
        if (chain != null && secret != null) {
            builder.tls(chain, secret);
            tls = true;
        } else if (chain != null || secret != null) {
            throw new IllegalArgumentException("--tls-cert and --tls-key belong together; give both or none");
        }
    }

    private void read(String option, Iterator<String> rest) {
        switch (option) {
            case "--grpc-port" -> port(option, rest, builder::grpcPort);
            case "--http-port" -> port(option, rest, builder::httpPort);
            case "--token-port" -> port(option, rest, builder::tokenPort);
            case "--smtp-port" -> port(option, rest, builder::smtpPort);
            case "--bind" -> value(option, rest, builder::bindAddress);
            case "--rate" -> rate(option, rest, builder::eventsPerSecond);
            case "--seed" -> value(option, rest, text -> builder.seed(seed(option, text)));
            case "--require-token" -> {
                builder.requireToken(true);
                requireToken = true;
            }
            case "--quirks" -> builder.publicSandboxQuirks(true);
            case "--tls-cert" -> value(option, rest, text -> certificate = readable(option, text));
            case "--tls-key" -> value(option, rest, text -> key = readable(option, text));
            case "--help" -> help = true;
            default ->
                throw new IllegalArgumentException(
                        "sandbox does not know the option " + option + "; --help lists those it knows");
        }
    }

    private static void value(String option, Iterator<String> rest, Consumer<String> use) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value; --help says which");
        }
        use.accept(rest.next());
    }

    private static void port(String option, Iterator<String> rest, IntConsumer use) {
        value(option, rest, text -> {
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
                throw new IllegalArgumentException(option + " is " + text + "; a port from 0 to 65535 is needed");
            }
            use.accept(Integer.parseInt(text));
        });
    }

    private static void rate(String option, Iterator<String> rest, DoubleConsumer use) {
        value(option, rest, text -> {
            if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
                throw new IllegalArgumentException(
                        option + " is " + text + "; a number of events per second is needed, such as 0.5 or 100");
            }
            use.accept(Double.parseDouble(text));
        });
    }

    private static long seed(String option, String text) {
        if (!text.matches("-?[0-9]{1,18}")) {
            throw new IllegalArgumentException(option + " is " + text + "; a whole number is needed");
        }
        return Long.parseLong(text);
    }

    private static File readable(String option, String text) {
        File file = new File(text);
        if (!file.isFile() || !file.canRead()) {
            throw new IllegalArgumentException(option + " is " + text + "; a readable PEM file is needed");
        }
        return file;
    }
}
