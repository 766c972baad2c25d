package com.wgtwo.camel.bench;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.component.mail.JavaMailSender;

/**
 * Mails per second through the packaged jar's own sender, beside those of Camel's, which makes a connection for each; by
 * turns, in one process, without TLS and with it.
 */
public final class MailBench {
    private static final int ROUNDS = 5;

    /** Enough for Java to compile the way of a mail, of which a tenth of a second would otherwise be most of a round. */
    private static final Count MANY = new Count(30_000, 10_000);

    /**
     * Ended connections keep their port for a minute, of which the system has 28,000, and slow down the making of new ones
     * long before that: after 50,000 of them a connection for each mail comes to four fifths of its speed.
     */
    private static final Count CONNECTIONS = new Count(3_000, 1_200);

    private static final Count FEW = new Count(300, 200);

    private record Count(int warmUp, int mails) {}

    private final Path work = Files.createTempDirectory("wgtwo-mail-bench");
    private final Session session = Session.getInstance(new Properties());

    private MailBench() throws Exception {}

    public static void main(String... args) throws Exception {
        System.out.println("| server | sender | mails/s | ratio |\n| --- | --- | --- | --- |");
        MailBench bench = new MailBench();
        bench.compare("SMTP", "none", List.of("0"), "smtp", MANY, CONNECTIONS);
        bench.compare("SMTP, 5 ms away", "none", List.of("5"), "smtp", FEW, FEW);
        bench.compare("SMTP over TLS", "tls", List.of("0", "tls"), "smtps", MANY, FEW);
        bench.compare("SMTP over TLS, 5 ms away", "tls", List.of("5", "tls"), "smtps", FEW, FEW);
    }

    private void compare(
            String title, String security, List<String> sinkArguments, String protocol, Count kept, Count fresh)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djavax.net.ssl.keyStore=" + System.getProperty("javax.net.ssl.trustStore"),
                "-Djavax.net.ssl.keyStorePassword=" + System.getProperty("javax.net.ssl.trustStorePassword"),
                "-cp",
                System.getProperty("java.class.path"),
                MailSink.class.getName()));
        command.addAll(sinkArguments);
        try (Child sink = new Child(command, work.toFile(), new File(work.toFile(), "sink.err"))) {
            int port = Integer.parseInt(sink.await("port", Duration.ofSeconds(30))[1]);
            JavaMailSender ours = ours("localhost:" + port, security);
            JavaMailSender camels = camels(port, protocol);
            double[] rates = new double[ROUNDS];
            double[] baseline = new double[ROUNDS];
            send(ours, kept.warmUp());
            send(camels, fresh.warmUp());
            for (int round = 0; round < ROUNDS; round++) {
                rates[round] = send(ours, kept.mails());
                baseline[round] = send(camels, fresh.mails());
            }
            Arrays.sort(rates);
            Arrays.sort(baseline);
            print(title, "wgtwo-camel", rates[ROUNDS / 2], baseline[ROUNDS / 2]);
            print(title, "a connection for each mail", baseline[ROUNDS / 2], baseline[ROUNDS / 2]);
        }
    }

    private static void print(String server, String sender, double rate, double baseline) {
        System.out.printf(Locale.ROOT, "| %s | %s | %.0f | %.2f |%n", server, sender, rate, rate / baseline);
    }

    private double send(JavaMailSender sender, int count) throws MessagingException {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            MimeMessage mail = new MimeMessage(session);
            mail.setFrom("wgtwo@example.com");
            mail.setRecipients(MimeMessage.RecipientType.TO, "ops@example.com");
            mail.setSubject("SMS from +4799000001 to +4799000002");
            mail.setText("A text of the usual length, which says when to meet and where: 17:30 at the quay.");
            sender.send(mail);
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    /** That of the packaged jar, with the class loader of its own that a process of its own would give it. */
    private static JavaMailSender ours(String server, String security) throws Exception {
        URL jar = Path.of("target/wgtwo-camel.jar").toUri().toURL();
        URLClassLoader loader = new URLClassLoader(new URL[] {jar}, MailBench.class.getClassLoader());
        Method of = loader.loadClass("com.wgtwo.camel.app.mail.MailServer")
                .getMethod("of", String.class, String.class, String.class, String.class, Duration.class);
        return (JavaMailSender) of.invoke(null, server, security, "", "", Duration.ofSeconds(8));
    }

    private static JavaMailSender camels(int port, String protocol) {
        DefaultJavaMailSender sender = new DefaultJavaMailSender();
        sender.setHost("localhost");
        sender.setPort(port);
        sender.setProtocol(protocol);
        sender.setSession(Session.getInstance(new Properties()));
        return sender;
    }
}
