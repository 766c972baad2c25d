package com.wgtwo.camel.app;

import com.wgtwo.camel.app.answer.SmsAnswers;
import com.wgtwo.camel.app.batch.AwaitBatch;
import com.wgtwo.camel.app.batch.BatchOfJson;
import com.wgtwo.camel.app.batch.FailBatch;
import com.wgtwo.camel.app.config.Renewed;
import com.wgtwo.camel.app.consent.ConsentBeans;
import com.wgtwo.camel.app.consent.Revocations;
import com.wgtwo.camel.app.data.Database;
import com.wgtwo.camel.app.data.DeadLetterStore;
import com.wgtwo.camel.app.data.DoneEvents;
import com.wgtwo.camel.app.data.DoneStore;
import com.wgtwo.camel.app.data.KeptLetters;
import com.wgtwo.camel.app.data.LetterSeal;
import com.wgtwo.camel.app.data.OneTransaction;
import com.wgtwo.camel.app.data.OpenCleanUps;
import com.wgtwo.camel.app.data.OpenDatabase;
import com.wgtwo.camel.app.data.PseudonymKey;
import com.wgtwo.camel.app.data.Pseudonyms;
import com.wgtwo.camel.app.event.BufferedEvents;
import com.wgtwo.camel.app.event.LastingMemory;
import com.wgtwo.camel.app.failure.BranchThreads;
import com.wgtwo.camel.app.failure.CleanUps;
import com.wgtwo.camel.app.failure.ConstantSteps;
import com.wgtwo.camel.app.failure.DeadLetters;
import com.wgtwo.camel.app.failure.FailureLog;
import com.wgtwo.camel.app.failure.History;
import com.wgtwo.camel.app.failure.OverdueCleanUps;
import com.wgtwo.camel.app.failure.Retries;
import com.wgtwo.camel.app.failure.RevokedMeanwhile;
import com.wgtwo.camel.app.failure.StepErrors;
import com.wgtwo.camel.app.forward.EventForwarding;
import com.wgtwo.camel.app.headers.SharedHeadersFactory;
import com.wgtwo.camel.app.mail.MailMessage;
import com.wgtwo.camel.app.mail.MailServer;
import com.wgtwo.camel.app.mail.SmsText;
import com.wgtwo.camel.app.mail.VoicemailText;
import com.wgtwo.camel.app.manage.ManagementBeans;
import com.wgtwo.camel.app.send.SmsSending;
import com.wgtwo.camel.app.tracing.Tracing;
import com.wgtwo.camel.app.webhook.WebhookClient;
import com.wgtwo.camel.app.webhook.WebhookSignature;
import com.wgtwo.camel.component.AckProcessor;
import com.wgtwo.camel.stream.SubscriptionSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Policy;
import org.apache.camel.spi.Registry;
import org.apache.camel.util.TimeUtils;
import org.apache.camel.util.function.Suppliers;

/**
 * Puts the beans into the registry that the shipped routes refer to. A route test of a user's own loads it with
 * {@code @CamelMainTest(configurationClasses = AppBeans.class)}.
 *
 * <p>Those of the consent routes: {@link ConsentBeans}. Predicates: {@code revokedMeanwhile}, {@code permanentFailure},
 * {@code retryInTime}, {@code deadLetterDue}. Processors: {@code refuseIfRevoked}, {@code respectRetryAfter},
 * {@code keepDeadLetter}, {@code eraseLetters}, {@code logUnacknowledged}, {@code signWebhook}, {@code describeSms}, {@code composeMail},
 * {@code describeVoicemail}, {@code composeVoicemailMail}, and those of {@link SmsAnswers}, {@link
 * BufferedEvents}, {@link EventForwarding} and {@link SmsSending}. Others: {@code dataSource},
 * {@code oneTransaction}, {@code doneOnce}, {@code webhookClient}, {@code mailServer}.
 */
public final class AppBeans implements CamelConfiguration {
    /** The beans that {@link #bindTargets} makes, and the properties that each depends on. */
    public static final Map<String, Set<String>> PROPERTIES_OF_TARGETS = Map.of(
            "signWebhook",
            Set.of("sms.webhook.secret", "sms.answer.secret", "events.webhook.secret", "cleanup.webhook.secret"),
            "mailServer",
            Set.of(
                    "sms.mail.server",
                    "sms.mail.security",
                    "sms.mail.username",
                    "sms.mail.password",
                    "delivery.try-timeout"),
            "composeMail",
            Set.of("sms.mail.from", "sms.mail.to"),
            "composeVoicemailMail",
            Set.of("sms.mail.from", "voicemail.mail.to"));

    /** The most events the platform has under way at one client. */
    private static final int LARGEST_WINDOW = SubscriptionSettings.MAX_IN_FLIGHT;

    private final Clock clock = Clock.systemUTC();
    private final DatabaseOpener databases;
    private final Clock ages;

    /** With the database the settings name. */
    public AppBeans() {
        this(Database::open);
    }

    /** With another database than the settings name, for routes that are only looked at. */
    public AppBeans(DatabaseOpener databases) {
        this(databases, Clock.systemUTC());
    }

    /** With another clock than the system's to tell how old an event is. */
    public AppBeans(DatabaseOpener databases, Clock ages) {
        this.databases = databases;
        this.ages = ages;
    }

    /** Opens a database, given its address, its user, and what tells the present password. */
    @FunctionalInterface
    public interface DatabaseOpener {
        HikariDataSource open(String url, String username, Supplier<String> password);
    }

    @Override
    public void configure(CamelContext context) throws Exception {
        context.getCamelContextExtension().setHeadersMapFactory(new SharedHeadersFactory());
        String collector = value(context, "tracing.endpoint");
        if (!collector.isEmpty()) {
            // Only now are OpenTelemetry's classes loaded.
            Tracing.begin(context, collector);
        }
        // The component brings it along too, but routes that are made before the stream's refer to it already.
        context.getRegistry().bind(AckProcessor.BEAN, new AckProcessor());
        bindDataAndFailure(context, context.getRegistry());
        BufferedEvents.bind(context.getRegistry());
        EventForwarding.bind(context.getRegistry(), tryTimeout(context));
        SmsSending.bind(context);
        bindTargets(context);
    }

    /** Makes the beans anew that depend on properties of targets; routes that are built from now on get them. */
    public void bindTargets(CamelContext context) {
        bindWebhook(context, context.getRegistry());
        bindMail(context, context.getRegistry());
    }

    private void bindDataAndFailure(CamelContext context, Registry registry) throws Exception {
        String url = value(context, "data.url");
        String username = value(context, "data.username");
        Supplier<String> password = Renewed.text("data.password", () -> secret(context, "data.password"));
        String key = value(context, "data.pseudonym-key");
        int maxDeliveries = Integer.parseInt(value(context, "wgtwo.max-deliveries"));

        OpenDatabase database = new OpenDatabase(() -> databases.open(url, username, password));
        context.addService(database, true, false);
        Supplier<Pseudonyms> pseudonyms =
                Suppliers.memorize(() -> new Pseudonyms(PseudonymKey.of(database.get(), key)));
        Supplier<Revocations> revocations = ConsentBeans.bind(registry, database::get, pseudonyms, clock);
        registry.bind("dataSource", DataSource.class, database::get);
        registry.bind("oneTransaction", Policy.class, () -> new OneTransaction(database.get()));
        RevokedMeanwhile revokedMeanwhile =
                new RevokedMeanwhile(exchange -> revocations.get().decide(exchange));
        registry.bind("revokedMeanwhile", (Predicate) revokedMeanwhile::applies);
        registry.bind("refuseIfRevoked", (Processor) revokedMeanwhile::refuse);
        context.getCamelContextExtension().addInterceptStrategy(revokedMeanwhile);
        context.getCamelContextExtension().addInterceptStrategy(new StepErrors());
        ConstantSteps.watch((ModelCamelContext) context);

        Retries retries = new Retries(clock, () -> tryTimeout(context));
        Supplier<LetterSeal> seal = Suppliers.memorize(() -> LetterSeal.of(name -> value(context, name)));
        Supplier<DeadLetters> deadLetters = Suppliers.memorize(() -> new DeadLetters(
                new DeadLetterStore(database.get(), seal.get()),
                new KeptLetters(database.get(), seal.get()),
                pseudonyms.get(),
                clock,
                retries,
                revokedMeanwhile,
                maxDeliveries,
                new History(ages, () -> ackTimeout(context))));
        // Before the first event: what cannot be had from the database then would fail where no failure is handled.
        context.addStartupListener((camel, alreadyStarted) -> Objects.requireNonNull(deadLetters.get()));
        DoneStore doneStore = new DoneStore(database::get, clock);
        Supplier<OpenCleanUps> openCleanUps = Suppliers.memorize(() -> new OpenCleanUps(database.get(), seal.get()));
        CleanUps cleanUps = new CleanUps(clock, doneStore, openCleanUps);
        context.addRoutePolicyFactory(cleanUps);
        FailureLog failureLog = new FailureLog(maxDeliveries, cleanUps);
        registry.bind("permanentFailure", (Predicate) retries::isPermanent);
        registry.bind("awaitBatch", Processor.class, () -> new AwaitBatch(context, retries::isPermanent));
        registry.bind("failBatch", Processor.class, FailBatch::new);
        registry.bind("batchOfJson", AggregationStrategy.class, BatchOfJson::new);
        registry.bind("retryInTime", (Predicate) retries::isInTime);
        registry.bind("respectRetryAfter", (Processor) retries::respectRetryAfter);
        registry.bind("deadLetterDue", (Predicate) exchange -> deadLetters.get().isDue(exchange));
        registry.bind(
                "keepDeadLetter", (Processor) exchange -> deadLetters.get().keep(exchange));
        registry.bind("eraseLetters", (Processor) exchange -> deadLetters.get().erase(exchange));
        registry.bind("logUnacknowledged", (Processor) failureLog::leftUnacknowledged);
        if (value(context, "wgtwo.dedupe").equals("store")) {
            registry.bind("doneOnce", IdempotentRepository.class, doneStore);
            SmsAnswers.bind(registry, doneStore);
            DoneEvents events = new DoneEvents(new AckProcessor(), doneStore);
            // The registry keeps one bean of each class under a name, and would go on handing out the other one.
            registry.unbind(AckProcessor.BEAN);
            registry.bind(AckProcessor.BEAN, events);
            context.addRoutePolicyFactory(events);
        } else {
            LastingMemory done = new LastingMemory();
            registry.bind("doneOnce", IdempotentRepository.class, done);
            context.addRoutePolicyFactory(done);
            SmsAnswers.bind(registry, new LastingMemory());
        }
        context.addService(
                new OverdueCleanUps(
                        context,
                        openCleanUps,
                        () -> ackTimeout(context),
                        clock,
                        OverdueCleanUps.UNTRIED,
                        OverdueCleanUps.BETWEEN_LOOKS),
                true,
                false);
        ManagementBeans.bind(context, database::get, cleanUps, clock);
        // Up to four branches for each event under way.
        BranchThreads.offer(context.getExecutorServiceManager(), 4 * LARGEST_WINDOW);
    }

    private void bindWebhook(CamelContext context, Registry registry) {
        Map<String, String> secrets = Map.of(
                "sms", secret(context, "sms.webhook.secret"),
                "answer", secret(context, "sms.answer.secret"),
                "events", secret(context, "events.webhook.secret"),
                "cleanup", secret(context, "cleanup.webhook.secret"));
        registry.bind("signWebhook", Processor.class, () -> new WebhookSignature(secrets, clock));
        registry.bind("webhookClient", HttpClientConfigurer.class, WebhookClient::new);
    }

    private void bindMail(CamelContext context, Registry registry) {
        Supplier<MailServer> server = Suppliers.memorize(() -> MailServer.of(
                value(context, "sms.mail.server"),
                value(context, "sms.mail.security"),
                value(context, "sms.mail.username"),
                secret(context, "sms.mail.password"),
                tryTimeout(context)));
        registry.bind("mailServer", MailServer.class, server::get);
        registry.bind("describeSms", Processor.class, () -> new SmsText(clock));
        registry.bind("describeVoicemail", Processor.class, () -> new VoicemailText(clock));
        Map.of("composeMail", "sms.mail.to", "composeVoicemailMail", "voicemail.mail.to")
                .forEach((name, recipients) -> registry.bind(
                        name,
                        Processor.class,
                        () -> new MailMessage(
                                value(context, "sms.mail.from"),
                                value(context, recipients),
                                () -> server.get().getSession(),
                                clock)));
    }

    private static Duration ackTimeout(CamelContext context) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(value(context, "wgtwo.ack-timeout")));
    }

    private static Duration tryTimeout(CamelContext context) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(value(context, "delivery.try-timeout")));
    }

    private static String value(CamelContext context, String name) {
        return secret(context, name).strip();
    }

    /** Taken as it is: blanks can belong to a password. */
    private static String secret(CamelContext context, String name) {
        return context.resolvePropertyPlaceholders("{{" + name + "}}");
    }
}
