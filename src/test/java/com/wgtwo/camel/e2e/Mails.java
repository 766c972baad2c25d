package com.wgtwo.camel.e2e;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.wgtwo.camel.sandbox.server.HeldPort;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A real SMTP server. */
public final class Mails implements AutoCloseable {

    private final List<MimeMessage> before = new ArrayList<>();
    private GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private int port;
    private final HeldPort held = new HeldPort();

    public Mails() {
        server.start();
        port = server.getSmtp().getPort();
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Goes away; what it had received is still known. */
    public void kill() {
        before.addAll(Arrays.asList(server.getReceivedMessages()));
        server.stop();
        held.hold(new InetSocketAddress("127.0.0.1", port));
    }

    /** Comes back on the same port. */
    public void restart() {
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        held.letGo();
    }

    /** From now on whoever logs in has to be this one. */
    void user(String name, String password) {
        server.setUser(name, password);
    }

    public int port() {
        return port;
    }

    public List<MimeMessage> received() {
        List<MimeMessage> all = new ArrayList<>(before);
        all.addAll(Arrays.asList(server.getReceivedMessages()));
        return all;
    }

    /** Message ids, without their angle brackets. */
    public List<String> ids() {
        return received().stream().map(Mails::id).toList();
    }

    public static String id(MimeMessage mail) {
        try {
            return mail.getMessageID().replaceAll("[<>]", "");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String text(MimeMessage mail) {
        try {
            return mail.getContent().toString();
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
