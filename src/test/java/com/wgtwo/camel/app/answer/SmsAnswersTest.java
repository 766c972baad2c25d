package com.wgtwo.camel.app.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent.Direction;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v1.sms.SmsProto.SendMessageResponse;
import com.wgtwo.api.v1.sms.SmsProto.SendMessageResponse.SendStatus;
import com.wgtwo.camel.app.data.Database;
import com.wgtwo.camel.app.data.DoneStore;
import com.wgtwo.camel.component.WgtwoConstants;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultRegistry;
import org.junit.jupiter.api.Test;

class SmsAnswersTest {
    @Test
    void anAnswerThatComesBackToAnotherInstanceIsNotAnsweredInTurn() throws Exception {
        try (HikariDataSource database = Database.open("jdbc:h2:mem:answers", "", () -> "");
                DefaultCamelContext context = new DefaultCamelContext()) {
            Registry one = instance(database);
            Registry other = instance(database);
            one.lookupByNameAndType("answerSent", Processor.class).process(sent(context));

            for (Registry instance : new Registry[] {one, other}) {
                Predicate answerable = instance.lookupByNameAndType("answerable", Predicate.class);
                assertThat(answerable.matches(received(context, "m1"))).isFalse();
                assertThat(answerable.matches(received(context, "m2"))).isTrue();
            }
        }
    }

    @Test
    void anAnswerThatIsSentIsSentWithoutTheDatabaseToo() throws Exception {
        try (HikariDataSource database = Database.open("jdbc:h2:mem:away", "", () -> "");
                DefaultCamelContext context = new DefaultCamelContext()) {
            Registry instance = instance(database);
            database.close();

            instance.lookupByNameAndType("answerSent", Processor.class).process(sent(context));

            assertThat(instance.lookupByNameAndType("answerable", Predicate.class)
                            .matches(received(context, "m1")))
                    .isFalse();
        }
    }

    private static Exchange sent(DefaultCamelContext context) {
        Exchange sent = new DefaultExchange(context);
        sent.getMessage()
                .setBody(SendMessageResponse.newBuilder()
                        .setStatus(SendStatus.SEND_STATUS_OK)
                        .setMessageId("m1")
                        .build());
        return sent;
    }

    private static Registry instance(HikariDataSource database) {
        Registry registry = new DefaultRegistry();
        SmsAnswers.bind(registry, new DoneStore(() -> database, Clock.systemUTC()));
        return registry;
    }

    private static Exchange received(DefaultCamelContext context, String id) {
        Event event = Event.newBuilder()
                .setSmsEvent(SmsEvent.newBuilder()
                        .setId(id)
                        .setDirection(Direction.TO_SUBSCRIBER)
                        .setFromE164(PhoneNumber.newBuilder().setE164("+4799990009")))
                .build();
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage()
                .setBody(SubscribeEventsResponse.newBuilder().setEvent(event).build());
        exchange.getMessage().setHeader(WgtwoConstants.SUBSCRIBER, "+4799990005");
        return exchange;
    }
}
