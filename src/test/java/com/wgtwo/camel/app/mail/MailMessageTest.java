package com.wgtwo.camel.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.camel.app.run.TestEvents;
import com.wgtwo.camel.component.WgtwoConstants;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class MailMessageTest {
    @Test
    void namesBeyondAsciiAreEncoded() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            exchange.setProperty(WgtwoConstants.MESSAGE_PROPERTY, TestEvents.sms("hi"));
            exchange.getMessage().setHeader(WgtwoConstants.EVENT_ID, "a1");
            exchange.getMessage().setBody("hi");
            new MailMessage(
                            "Bjørn <b@example.com>",
                            "Åse <a@example.com>, plain@example.com",
                            () -> Session.getInstance(new Properties()),
                            Clock.systemUTC())
                    .process(exchange);

            MimeMessage mail = exchange.getMessage().getBody(MimeMessage.class);
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            mail.writeTo(written);
            assertThat(written.toString(StandardCharsets.ISO_8859_1))
                    .matches("(?s)\\p{ASCII}*")
                    .contains("<b@example.com>", "<a@example.com>", "plain@example.com");
            assertThat(mail.getFrom()[0]).hasToString("=?UTF-8?Q?Bj=C3=B8rn?= <b@example.com>");
        }
    }
}
