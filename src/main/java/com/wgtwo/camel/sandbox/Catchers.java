package com.wgtwo.camel.sandbox;

import com.sun.net.httpserver.HttpHandler;
import com.wgtwo.camel.sandbox.auth.TokenEndpoint;
import com.wgtwo.camel.sandbox.auth.TokenFaults;
import com.wgtwo.camel.sandbox.auth.Tokens;
import com.wgtwo.camel.sandbox.web.Caught;
import com.wgtwo.camel.sandbox.web.CaughtJson;
import com.wgtwo.camel.sandbox.web.EmitHandler;
import com.wgtwo.camel.sandbox.web.HttpListener;
import com.wgtwo.camel.sandbox.web.Mail;
import com.wgtwo.camel.sandbox.web.MailCatcher;
import com.wgtwo.camel.sandbox.web.Page;
import com.wgtwo.camel.sandbox.web.SandboxView;
import com.wgtwo.camel.sandbox.web.ThisMachineOnly;
import com.wgtwo.camel.sandbox.web.Webhook;
import com.wgtwo.camel.sandbox.web.WebhookCatcher;
import com.wgtwo.camel.sandbox.web.WebhookFaults;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/** The HTTP and SMTP side of the sandbox. A port that was not chosen opens when it is first asked for. */
final class Catchers implements AutoCloseable {
    static final String TOKEN_PATH = "/oauth2/token";

    final Caught<Webhook> webhooks;
    final Caught<Mail> mails;
    final WebhookFaults webhookFaults = new WebhookFaults();
    final TokenFaults tokenFaults = new TokenFaults();
    final HttpListener page;
    final HttpListener token;
    final MailCatcher mail;

    private final WebhookCatcher webhookCatcher;

    Catchers(
            SandboxBuilder builder,
            Tokens tokens,
            EmitHandler.Emitter emitter,
            SandboxView view,
            ScheduledExecutorService scheduler) {
        webhooks = new Caught<>(builder.rememberCaught);
        mails = new Caught<>(builder.rememberCaught);
        webhookCatcher = new WebhookCatcher(webhooks, webhookFaults, builder.clock, scheduler);
        Map<String, HttpHandler> handlers = Map.of(
                WebhookCatcher.PATH,
                webhookCatcher,
                EmitHandler.PATH,
                new EmitHandler(emitter),
                CaughtJson.PATH,
                new CaughtJson(view, webhooks, mails),
                "/",
                new Page(view, webhooks, mails));
        page = new HttpListener(
                "http", builder.bindAddress, builder.httpPort, handlers, new ThisMachineOnly(builder.bindAddress));
        token = new HttpListener(
                "token",
                builder.bindAddress,
                builder.tokenPort,
                Map.of(TOKEN_PATH, new TokenEndpoint(builder.oauth, tokens, tokenFaults, scheduler)));
        mail = new MailCatcher(builder.bindAddress, builder.smtpPort, mails, builder.clock);
    }

    /** Opens the ports that were chosen. */
    void start(SandboxBuilder builder) {
        if (builder.httpPort != 0) {
            page.start();
        }
        if (builder.tokenPort != 0) {
            token.start();
        }
        if (builder.smtpPort != 0) {
            mail.start();
        }
    }

    @Override
    public void close() {
        webhookCatcher.close();
        page.close();
        token.close();
        mail.close();
    }
}
