package com.wgtwo.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.app.webhook.WebhookSignature;
import com.wgtwo.camel.component.WgtwoConstants;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** The page for those who receive webhooks shows a request as it is signed. */
class WebhookPageTest {
    private final String page = new Page("docs/webhooks.md").text();

    @Test
    void theRequestIsSignedWithTheSecretThePageNames() throws Exception {
        String body = found("(?s)\n\n(\\{\"event\".*?)\n```").replace("\n", "");
        Instant time = Instant.ofEpochSecond(Long.parseLong(found("webhook-timestamp: (\\d+)")));
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setVariable(WebhookSignature.TARGET_VARIABLE, "sms");
        exchange.getMessage().setHeader(WgtwoConstants.EVENT_ID, found("webhook-id: (\\w+)"));
        exchange.getMessage().setBody(body.getBytes(StandardCharsets.UTF_8));

        new WebhookSignature(Map.of("sms", found("`(whsec_\\S+)`")), Clock.fixed(time, ZoneOffset.UTC))
                .process(exchange);

        assertThat(exchange.getMessage().getHeader("webhook-signature"))
                .isEqualTo(found("webhook-signature: (v1,\\S+)"));
    }

    private String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
