package com.wgtwo.camel.app.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.util.function.Suppliers;

/**
 * Sends mail through one SMTP server. With {@code starttls} and {@code tls} nothing is said in the clear: a server that
 * does not offer TLS, or whose certificate does not fit its name, gets no mail. Connections serve many mails, and end ten
 * seconds after the last one. Where the server offers PIPELINING, a mail to one recipient takes two round trips,
 * and one where it offers CHUNKING as well.
 */
public final class MailServer extends DefaultJavaMailSender {
    private final MailConnections connections =
            new MailConnections(this::connect, MailConnections.TRUSTED, MailConnections.LONGEST_IDLE);

    private final Supplier<Session> session;

    private MailServer(String host, int port, String username, String password, Properties properties) {
        setHost(host);
        setPort(port);
        setProtocol(properties.getProperty("mail.transport.protocol"));
        setJavaMailProperties(properties);
        if (!username.isEmpty()) {
            setUsername(username);
            setPassword(password);
        }
        this.session = Suppliers.memorize(() -> Session.getInstance(properties));
    }

    /** Made when it is needed first: it looks through the class path for who can send mail, which takes 25 ms of a start. */
    @Override
    public Session getSession() {
        return session.get();
    }

    @Override
    public void send(MimeMessage mail) throws MessagingException {
        String id = mail.getMessageID();
        mail.saveChanges();
        if (id != null) {
            // Saving makes a new one.
            mail.setHeader("Message-ID", id);
        }
        connections.send(mail);
    }

    private Transport connect() throws MessagingException {
        URLName server = new URLName(getProtocol(), getHost(), getPort(), null, null, null);
        Transport transport = new PipelinedTransport(getSession(), server);
        transport.connect(getHost(), getPort(), getUsername(), getPassword());
        return transport;
    }

    /**
     * A sender for the given server.
     *
     * @param server host:port
     * @param security {@code none}, {@code starttls} or {@code tls}
     * @param username empty to send without login
     * @param timeout how long to wait for the connection and for each answer
     */
    public static MailServer of(String server, String security, String username, String password, Duration timeout) {
        int colon = server.lastIndexOf(':');
        String host = server.substring(0, colon).replace("[", "").replace("]", "");
        String protocol = security.equals("tls") ? "smtps" : "smtp";
        String prefix = "mail." + protocol + ".";
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty("mail.mime.charset", "UTF-8");
        properties.setProperty(prefix + "auth", String.valueOf(!username.isEmpty()));
        properties.setProperty(prefix + "connectiontimeout", String.valueOf(timeout.toMillis()));
        properties.setProperty(prefix + "timeout", String.valueOf(timeout.toMillis()));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "ssl.protocols", "TLSv1.2 TLSv1.3");
        properties.setProperty(prefix + "starttls.enable", String.valueOf(security.equals("starttls")));
        properties.setProperty(prefix + "starttls.required", String.valueOf(security.equals("starttls")));
        properties.setProperty(prefix + "chunksize", String.valueOf(PipelinedTransport.LARGEST_CHUNK));
        properties.put(prefix + "socketFactory", new GatheringSockets(timeout));
        // Otherwise a server that is away is tried twice.
        properties.setProperty(prefix + "socketFactory.fallback", "false");
        return new MailServer(host, Integer.parseInt(server.substring(colon + 1)), username, password, properties);
    }
}
