package com.wgtwo.camel.app.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wgtwo.camel.app.consent.Revocations;
import com.wgtwo.camel.app.data.Database;
import com.wgtwo.camel.app.data.DoneStore;
import com.wgtwo.camel.app.data.LetterSeal;
import com.wgtwo.camel.app.data.OpenCleanUps;
import com.wgtwo.camel.app.event.EventView;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.stream.AckException;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Two instances on one database. */
class CleanUpsTest {
    private static final Map<String, Object> REVOCATION =
            Map.of(WgtwoConstants.EVENT_TYPE, "CONSENT_REVOKE_EVENT", WgtwoConstants.EVENT_ID, "e1");

    @Test
    void aCleanUpThatSucceedsWhileTheProgramIsStoppedIsToldTheOthers() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (HikariDataSource database = Database.open("jdbc:h2:mem:clean-ups-at-stop", "", () -> "");
                DefaultCamelContext context = new DefaultCamelContext()) {
            CleanUps one = instance(database);
            CleanUps other = instance(database);
            context.addRoutePolicyFactory(other);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:clean-up")
                            .setVariable(Revocations.REVOKED_AT_VARIABLE, constant("now"))
                            .process(exchange -> release.await());
                }
            });
            context.start();
            fail(one, context);
            context.createProducerTemplate().sendBodyAndHeaders("seda:clean-up", "", REVOCATION);
            await().until(() -> context.getInflightRepository().size() == 1);

            CompletableFuture<Void> stopping = CompletableFuture.runAsync(context::stop);
            await().until(context::isStopping);
            release.countDown();
            stopping.join();

            one.forgetWhatOthersCleanedUp();
            assertThat(one.count()).isZero();
        }
    }

    /** The ack is sent again when the revocation comes again, and the route does not run. */
    @Test
    void aCleanUpWhoseAckFailedIsDone() throws Exception {
        try (HikariDataSource database = Database.open("jdbc:h2:mem:clean-ups-and-ack", "", () -> "");
                DefaultCamelContext context = new DefaultCamelContext()) {
            CleanUps one = instance(database);
            context.addRoutePolicyFactory(one);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:clean-up")
                            .setVariable(Revocations.REVOKED_AT_VARIABLE, constant("now"))
                            .process(exchange -> {
                                throw exchange.getMessage().getBody(Exception.class);
                            });
                }
            });
            context.start();
            fail(one, context);

            for (Exception outcome : List.of(new IllegalStateException("away"), new AckException("not taken"))) {
                assertThat(one.count()).isEqualTo(1);
                context.createProducerTemplate().send("direct:clean-up", exchange -> {
                    exchange.getMessage().setHeaders(new HashMap<>(REVOCATION));
                    exchange.getMessage().setBody(outcome);
                });
            }
            assertThat(one.count()).isZero();
        }
    }

    @Test
    void aRouteThatOnlyHandsTheRevocationOnEndsNoAlarm() throws Exception {
        try (HikariDataSource database = Database.open("jdbc:h2:mem:clean-ups", "", () -> "");
                DefaultCamelContext context = new DefaultCamelContext()) {
            CleanUps one = instance(database);
            CleanUps other = instance(database);
            context.addRoutePolicyFactory(other);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:to-a-broker").log("handed on");
                    from("direct:clean-up").setVariable(Revocations.REVOKED_AT_VARIABLE, constant("now"));
                }
            });
            context.start();
            fail(one, context);

            context.createProducerTemplate().requestBodyAndHeaders("direct:to-a-broker", "", REVOCATION);
            one.forgetWhatOthersCleanedUp();
            assertThat(one.count()).isEqualTo(1);

            context.addService(new CleanUpsElsewhere(context, one, Duration.ofMillis(20)));
            context.createProducerTemplate().requestBodyAndHeaders("direct:clean-up", "", REVOCATION);
            await().until(() -> one.count() == 0);
        }
    }

    private static CleanUps instance(HikariDataSource database) {
        return new CleanUps(
                Clock.systemUTC(),
                new DoneStore(() -> database, Clock.systemUTC()),
                () -> new OpenCleanUps(database, LetterSeal.none()));
    }

    private static void fail(CleanUps instance, DefaultCamelContext context) {
        Exchange failed = new DefaultExchange(context);
        failed.getMessage().setHeaders(Map.copyOf(REVOCATION));
        instance.failed(new EventView(failed), "the receiver is away");
    }
}
