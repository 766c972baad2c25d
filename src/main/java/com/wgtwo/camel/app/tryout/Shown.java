package com.wgtwo.camel.app.tryout;

import com.wgtwo.camel.app.webhook.WebhookEndpoint;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.sql.SqlEndpoint;
import org.apache.camel.util.URISupport;

/** Shows what an endpoint would have got, in the words of its kind. */
final class Shown {
    private static final Pattern SQL_VALUE = Pattern.compile(":\\??[#?](\\$\\{[^}]*}|[A-Za-z_][A-Za-z0-9_]*)");
    private static final String INDENTED = "    ";

    private final PrintStream out;

    Shown(PrintStream out) {
        this.out = out;
    }

    /** Branches may run at the same time; what belongs together is printed together. */
    synchronized void show(Endpoint endpoint, Exchange exchange) {
        String route = exchange.getFromRouteId() == null ? "" : exchange.getFromRouteId();
        String at = exchange.getUnitOfWork() == null || exchange.getUnitOfWork().getRoute() == null
                ? route
                : exchange.getUnitOfWork().getRoute().getRouteId();
        out.println();
        if (endpoint instanceof HttpEndpoint http) {
            http(at, http, exchange.getMessage());
        } else if (endpoint instanceof WebhookEndpoint) {
            call(
                    at,
                    "POST",
                    exchange.getMessage().getHeader(Exchange.HTTP_URI, "", String.class),
                    exchange.getMessage());
        } else if (endpoint instanceof SqlEndpoint sql) {
            sql(at, sql, exchange);
        } else if (exchange.getMessage().getBody() instanceof MimeMessage mail) {
            mail(at, mail);
        } else {
            out.println("[" + at + "] would send to " + URISupport.sanitizeUri(endpoint.getEndpointUri()));
            headers(exchange.getMessage());
            body(exchange.getMessage());
        }
    }

    private void http(String route, HttpEndpoint endpoint, Message message) {
        String address = message.getHeader(Exchange.HTTP_URI, String.valueOf(endpoint.getHttpUri()), String.class);
        Object method = message.getHeader(Exchange.HTTP_METHOD);
        if (method == null) {
            method = endpoint.getHttpMethod() != null
                    ? endpoint.getHttpMethod()
                    : message.getBody() == null ? "GET" : "POST";
        }
        call(route, method, address, message);
    }

    private void call(String route, Object method, String address, Message message) {
        out.println("[" + route + "] would call " + method + " " + URISupport.sanitizeUri(address));
        headers(message);
        body(message);
    }

    private void sql(String route, SqlEndpoint endpoint, Exchange exchange) {
        out.println("[" + route + "] would run the statement");
        // Camel has put its own sign in place of the one that is written in the route.
        out.println(INDENTED + endpoint.getQuery().replace(":?", ":#"));
        Matcher values = SQL_VALUE.matcher(endpoint.getQuery());
        while (values.find()) {
            String name = values.group(1);
            Object value = name.startsWith("$")
                    ? exchange.getContext()
                            .resolveLanguage("simple")
                            .createExpression(name)
                            .evaluate(exchange, Object.class)
                    : named(name, exchange.getMessage());
            out.println(INDENTED + name + " = " + value);
        }
    }

    private static Object named(String name, Message message) {
        Object body = message.getBody();
        Object value = body instanceof Map<?, ?> map ? map.get(name) : null;
        return value != null ? value : message.getHeader(name, "", Object.class);
    }

    private void mail(String route, MimeMessage mail) {
        try {
            out.println("[" + route + "] would send a mail");
            out.println(INDENTED + "From: " + names(mail.getFrom()));
            out.println(INDENTED + "To: " + names(mail.getRecipients(RecipientType.TO)));
            out.println(INDENTED + "Subject: " + mail.getSubject());
            content(mail.getContent());
        } catch (MessagingException | IOException e) {
            throw new RuntimeCamelException(e);
        }
    }

    private static String names(Address[] addresses) {
        return Arrays.stream(addresses)
                .map(address -> address instanceof InternetAddress mail ? mail.toUnicodeString() : address.toString())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private void content(Object content) throws MessagingException, IOException {
        if (content instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart part = parts.getBodyPart(i);
                if (part.getFileName() != null) {
                    out.println(INDENTED + "Attachment: " + part.getFileName() + ", " + part.getContentType());
                } else {
                    content(part.getContent());
                }
            }
        } else {
            indented(String.valueOf(content));
        }
    }

    /** Those of Camel and of the stream do not leave the program. */
    private void headers(Message message) {
        new TreeMap<>(message.getHeaders()).forEach((name, value) -> {
            if (!name.startsWith("Camel")) {
                out.println(INDENTED + name + ": " + value);
            }
        });
    }

    private void body(Message message) {
        String body = message.getBody(String.class);
        if (body != null && !body.isEmpty()) {
            indented(body);
        }
    }

    private void indented(String text) {
        out.println();
        text.lines().forEach(line -> out.println(INDENTED + line));
    }
}
