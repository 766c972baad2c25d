package com.wgtwo.camel.sandbox.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.wgtwo.camel.sandbox.broker.SubscriptionStatus;
import java.io.IOException;
import java.util.Map;

/** What the page shows, for programs. */
public final class CaughtJson implements HttpHandler {
    /** Where it is. */
    public static final String PATH = "/caught.json";

    private final SandboxView view;
    private final Caught<Webhook> webhooks;
    private final Caught<Mail> mails;
    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * @param view what goes on
     * @param webhooks what was caught over HTTP
     * @param mails what was caught over SMTP
     */
    public CaughtJson(SandboxView view, Caught<Webhook> webhooks, Caught<Mail> mails) {
        this.view = view;
        this.webhooks = webhooks;
        this.mails = mails;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Exchanges.read(exchange, 0);
        Exchanges.answer(
                exchange,
                200,
                "application/json",
                Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff"),
                mapper.writeValueAsString(json()));
    }

    private ObjectNode json() {
        ObjectNode json = mapper.createObjectNode();
        json.put("webhookCount", webhooks.count());
        json.put("mailCount", mails.count());
        view.published().forEach(json.putObject("published")::put);
        ArrayNode subscriptions = json.putArray("subscriptions");
        view.subscriptions().forEach(subscription -> add(subscriptions.addObject(), subscription));
        ArrayNode caughtWebhooks = json.putArray("webhooks");
        webhooks.list().forEach(webhook -> add(caughtWebhooks.addObject(), webhook));
        ArrayNode caughtMails = json.putArray("mails");
        mails.list().forEach(mail -> add(caughtMails.addObject(), mail));
        return json;
    }

    private static void add(ObjectNode json, SubscriptionStatus subscription) {
        json.put("stream", subscription.stream())
                .put("name", subscription.name())
                .put("kind", subscription.kind().name())
                .put("position", subscription.position())
                .put("backlog", subscription.backlog())
                .put("pending", subscription.pending())
                .put("waiting", subscription.waiting())
                .put("delivered", subscription.delivered())
                .put("redelivered", subscription.redelivered())
                .put("acked", subscription.acked());
        ArrayNode members = json.putArray("members");
        subscription.members().forEach(members::add);
    }

    private static void add(ObjectNode json, Webhook webhook) {
        json.put("name", webhook.name())
                .put("method", webhook.method())
                .put("uri", webhook.uri())
                .put("receivedAt", webhook.receivedAt().toString())
                .put("status", webhook.status())
                .put("body", webhook.text());
        ObjectNode headers = json.putObject("headers");
        webhook.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    }

    private static void add(ObjectNode json, Mail mail) {
        json.put("from", mail.from())
                .put("recipient", mail.recipient())
                .put("subject", mail.subject())
                .put("date", mail.date() == null ? null : mail.date().toString())
                .put("messageId", mail.messageId())
                .put("text", mail.text())
                .put("receivedAt", mail.receivedAt().toString());
        ArrayNode to = json.putArray("to");
        mail.to().forEach(to::add);
        ArrayNode attachments = json.putArray("attachments");
        mail.attachments()
                .forEach(attachment -> attachments
                        .addObject()
                        .put("name", attachment.name())
                        .put("contentType", attachment.contentType())
                        .put("size", attachment.content().length)
                        .put("content", attachment.content()));
    }
}
