package com.wgtwo.camel.sandbox;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** The sandbox on its own, for any client: {@code java -jar wgtwo-camel.jar sandbox}. */
public final class SandboxCommand {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;

    private SandboxCommand() {}

    /**
     * Runs until the process is told to end or the thread is interrupted.
     *
     * @param arguments the command line behind the word {@code sandbox}; {@code --help} describes it
     * @param out where it says what it does, and what is wrong
     * @return exit code: 0 after an orderly end or the help, 1 when a port or a TLS file cannot be used, 2 for wrong arguments
     */
    public static int run(String[] arguments, PrintStream out) {
        SandboxArguments read;
        try {
            read = new SandboxArguments(arguments);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return WRONG_ARGUMENTS;
        }
        if (read.help) {
            out.print(SandboxArguments.HELP);
            return OK;
        }
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        boolean interrupted = false;
        Thread hook = new Thread(() -> {
            end.countDown();
            await(ended);
        });
        try (Sandbox sandbox = read.builder.start()) {
            Runtime.getRuntime().addShutdownHook(hook);
            describe(sandbox, read, out);
            interrupted = await(end);
            return OK;
        } catch (UncheckedIOException | IllegalArgumentException e) {
            out.println(e.getMessage());
            return FAILED;
        } finally {
            ended.countDown();
            // Only now: closing the sandbox waits for its servers, which an interrupted thread cannot.
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void describe(Sandbox sandbox, SandboxArguments read, PrintStream out) {
        String transport = read.tls ? "-insecure" : "-plaintext";
        String token = read.requireToken ? " -H \"authorization: Bearer $ACCESS_TOKEN\"" : "";
        out.println("Sandbox is running. Press Ctrl+C to end it.");
        out.println("  gRPC            " + sandbox.target() + (read.tls ? " (TLS)" : " (plaintext)"));
        out.println("  Page            " + sandbox.pageUrl());
        out.println("  Webhook catcher " + sandbox.webhookUrl("<name>"));
        out.println("  Token endpoint  " + sandbox.tokenEndpoint() + " (any client id and secret)");
        out.println("  Mail catcher    smtp://" + sandbox.target().replaceFirst(":[0-9]+$", ":" + sandbox.smtpPort()));
        out.println("Events on the command line:");
        out.println("  grpcurl " + transport + token + " -protoset target/wgtwo.bin"
                + " -d '{\"type\":[\"SMS_EVENT\"]}' " + sandbox.target() + " wgtwo.events.v0.EventsService/Subscribe");
        out.flush();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
