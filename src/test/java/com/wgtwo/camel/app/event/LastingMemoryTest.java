package com.wgtwo.camel.app.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.camel.component.WgtwoConstants;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LastingMemoryTest {
    private final LastingMemory memory = new LastingMemory();

    @Test
    void whatIsInWorkIsNeitherBegunAgainNorDone() {
        assertThat(memory.add("sms-webhook a")).isTrue();
        assertThatThrownBy(() -> memory.add("sms-webhook a")).isInstanceOf(StillInWork.class);

        memory.remove("sms-webhook a");
        assertThat(memory.add("sms-webhook a")).as("it failed").isTrue();
        memory.confirm("sms-webhook a");
        assertThat(memory.add("sms-webhook a")).as("it is done").isFalse();
    }

    /** With Camel's own cache the second hundred thousand take minutes each. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void howManyWereForgottenCostsNothing() {
        for (int i = 0; i < 10 * LastingMemory.SIZE; i++) {
            String key = "sms-webhook " + i;
            memory.add(key);
            memory.confirm(key);
            memory.remove(key);
        }
        assertThat(memory.getCacheSize()).isZero();
    }

    @Test
    void whatAnEventAskedForIsForgottenWhenItsOwnExchangeEndedWell() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutePolicyFactory(memory);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:event").multicast().to("direct:webhook", "direct:mail");
                    from("direct:webhook")
                            .idempotentConsumer(simple("webhook ${header.id}"), memory)
                            .log("posted");
                    from("direct:mail")
                            .idempotentConsumer(simple("mail ${header.id}"), memory)
                            .filter(simple("${body} == 'fail'"))
                            .throwException(new IllegalStateException("no mail"));
                }
            });
            context.start();

            send(context, "direct:event", "a", "fail", false);
            assertThat(memory.contains("webhook a")).isTrue();

            send(context, "direct:webhook", "b", "", false);
            send(context, "direct:webhook", "a", "", true);
            assertThat(memory.contains("webhook a"))
                    .as("after the exchange of another event, and after a replay")
                    .isTrue();

            send(context, "direct:event", "a", "", false);
            assertThat(memory.contains("webhook a")).isFalse();
            assertThat(memory.contains("mail a")).isFalse();
        }
    }

    private static Exchange send(
            DefaultCamelContext context, String address, String id, String body, boolean replayed) {
        return context.createProducerTemplate().send(address, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader("id", id);
            exchange.getMessage().setHeader(WgtwoConstants.EVENT_ID, id);
            exchange.getMessage().setHeader(WgtwoConstants.REPLAYED, replayed);
        });
    }
}
