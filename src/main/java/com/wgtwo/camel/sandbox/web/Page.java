package com.wgtwo.camel.sandbox.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.camel.sandbox.broker.SubscriptionStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The page for people: who is subscribed, what was caught, and a button that emits an event. It needs no JavaScript. */
public final class Page implements HttpHandler {
    private static final int SHOWN = 100;
    private static final int REFRESH_SECONDS = 3;
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            // Who is on this machine may frame it: the program's console page does.
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
                    + " frame-ancestors http://127.0.0.1:* http://localhost:*",
            "Cache-Control",
            "no-store",
            "X-Content-Type-Options",
            "nosniff");

    private final SandboxView view;
    private final Caught<Webhook> webhooks;
    private final Caught<Mail> mails;
    private final String style = style();

    /**
     * @param view what goes on
     * @param webhooks what was caught over HTTP
     * @param mails what was caught over SMTP
     */
    public Page(SandboxView view, Caught<Webhook> webhooks, Caught<Mail> mails) {
        this.view = view;
        this.webhooks = webhooks;
        this.mails = mails;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Exchanges.read(exchange, 0);
        if (!exchange.getRequestURI().getPath().equals("/")) {
            Exchanges.answer(exchange, 404, "text/plain", Map.of(), "not here; the page is at /\n");
            return;
        }
        boolean refresh = Objects.equals(exchange.getRequestURI().getQuery(), "refresh");
        Exchanges.answer(exchange, 200, "text/html; charset=utf-8", HEADERS, html(refresh));
    }

    private String html(boolean refresh) {
        Html html = new Html()
                .raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw(refresh ? "<meta http-equiv=\"refresh\" content=\"" + REFRESH_SECONDS + "\">\n" : "")
                .element("title", "Sandbox")
                .raw("<style>\n" + style + "</style>\n</head>\n<body>\n")
                .element("h1", "Sandbox of the platform")
                .raw("<nav>")
                .raw(refresh ? "<a href=\"/\">Stop refreshing</a>" : "<a href=\"/?refresh\">Refresh by itself</a>")
                .raw("<a href=\"/caught.json\">As JSON</a></nav>\n<dl>\n");
        view.addresses().forEach((name, address) -> html.element("dt", name).element("dd", address));
        html.raw("</dl>\n");
        if (!view.notice().isEmpty()) {
            html.raw("<pre role=\"alert\">").text(view.notice()).raw("</pre>\n");
        }
        emit(html);
        webhooks(html);
        mails(html);
        subscriptions(html);
        return html.raw("</body>\n</html>\n").toString();
    }

    private void subscriptions(Html html) {
        List<SubscriptionStatus> all = view.subscriptions();
        html.element("h2", "Subscriptions");
        if (all.isEmpty()) {
            html.raw("<p class=\"none\">Nobody has subscribed yet.</p>\n");
            return;
        }
        html.raw("<div class=\"scroll\"><table>\n<tr><th>Stream</th><th>Name</th>");
        for (String column :
                List.of("Delivered", "Acknowledged", "Pending", "Again", "Backlog", "Position", "Clients")) {
            html.raw("<th class=\"number\">").text(column).raw("</th>");
        }
        html.raw("<th>Kind</th><th>Event types</th></tr>\n");
        for (SubscriptionStatus subscription : all) {
            html.raw("<tr>")
                    .element("td", subscription.stream())
                    .element("td", subscription.name())
                    .number(subscription.delivered())
                    .number(subscription.acked())
                    .number(subscription.pending())
                    .number(subscription.redelivered())
                    .number(subscription.backlog())
                    .number(subscription.position())
                    .number(subscription.members().size())
                    .element("td", subscription.kind())
                    .element("td", types(subscription))
                    .raw("</tr>\n");
        }
        html.raw("</table></div>\n");
    }

    private void emit(Html html) {
        html.element("h2", "Emit an event")
                .raw("<form method=\"post\" action=\"/emit/random\"><label>Type <select name=\"type\">");
        for (EventType type : EventType.values()) {
            if (type != EventType.UNSPECIFIED && type != EventType.UNRECOGNIZED) {
                html.raw(type == EventType.SMS_EVENT ? "<option selected>" : "<option>")
                        .text(type)
                        .raw("</option>");
            }
        }
        html.raw("</select></label><button>Emit a random one</button></form>\n<form method=\"post\""
                + " action=\"/emit/random\"><label>Stream <select name=\"stream\">");
        view.published().keySet().stream()
                .filter(stream -> !stream.equals("events"))
                .forEach(stream -> html.raw("<option>").text(stream).raw("</option>"));
        html.raw("</select></label><button>Emit a random one</button></form>\n<form method=\"post\""
                + " action=\"/emit/json\"><label>Stream <select name=\"stream\">");
        view.published()
                .keySet()
                .forEach(stream -> html.raw("<option>").text(stream).raw("</option>"));
        html.raw("</select></label><label>JSON <textarea name=\"json\" rows=\"3\" required></textarea></label>"
                + "<button>Emit it</button></form>\n");
    }

    private void webhooks(Html html) {
        html.element("h2", "Webhooks caught: " + webhooks.count());
        for (Webhook webhook : newest(webhooks.list())) {
            html.raw("<details><summary>")
                    .text(webhook.receivedAt().truncatedTo(ChronoUnit.MILLIS) + " " + webhook.method() + " "
                            + webhook.uri() + " → " + (webhook.status() == 0 ? "no answer" : webhook.status()))
                    .raw("</summary>\n<pre>")
                    .text(webhook.headers().entrySet().stream()
                            .map(header -> header.getKey() + ": " + String.join(", ", header.getValue()))
                            .sorted()
                            .collect(Collectors.joining("\n")))
                    .raw("</pre>\n<pre>")
                    .text(webhook.text())
                    .raw("</pre></details>\n");
        }
    }

    private void mails(Html html) {
        html.element("h2", "Mails caught: " + mails.count());
        for (Mail mail : newest(mails.list())) {
            html.raw("<details><summary>")
                    .text(mail.receivedAt().truncatedTo(ChronoUnit.MILLIS) + " " + mail.subject())
                    .raw("</summary>\n<dl>")
                    .element("dt", "From")
                    .element("dd", mail.from())
                    .element("dt", "To")
                    .element("dd", String.join(", ", mail.to()))
                    .element("dt", "Date")
                    .element("dd", mail.date() == null ? "none" : mail.date())
                    .element("dt", "Message-ID")
                    .element("dd", mail.messageId())
                    .raw("</dl>\n<pre>")
                    .text(mail.text())
                    .raw("</pre>\n");
            mail.attachments()
                    .forEach(attachment -> html.element(
                            "p",
                            "Attachment " + attachment.name() + ", " + attachment.contentType() + ", "
                                    + attachment.content().length + " bytes"));
            html.raw("</details>\n");
        }
    }

    private static String types(SubscriptionStatus subscription) {
        if (!subscription.stream().equals("events")) {
            return "";
        }
        return Arrays.stream(EventType.values())
                .filter(type -> type != EventType.UNRECOGNIZED && (subscription.topics() & 1L << type.getNumber()) != 0)
                .map(EventType::name)
                .collect(Collectors.joining(", "));
    }

    private static <T> List<T> newest(List<T> oldestFirst) {
        List<T> newest =
                new ArrayList<>(oldestFirst.subList(Math.max(0, oldestFirst.size() - SHOWN), oldestFirst.size()));
        Collections.reverse(newest);
        return newest;
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(Page.class.getResourceAsStream("page.css"), "page.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style sheet of the page cannot be read", e);
        }
    }
}
