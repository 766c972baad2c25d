package com.wgtwo.camel.app.answer;

import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent.Direction;
import com.wgtwo.api.v1.sms.SmsProto.SendMessageResponse;
import com.wgtwo.api.v1.sms.SmsProto.SendMessageResponse.SendStatus;
import com.wgtwo.api.v1.sms.SmsProto.SendTextFromSubscriberRequest;
import com.wgtwo.camel.app.event.EventView;
import com.wgtwo.camel.app.event.UnusableEvent;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the route {@code sms-answer} that YAML cannot say. Predicate: {@code answerable}. Processors:
 * {@code writeAnswer}, {@code answerSent}.
 */
public final class SmsAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(SmsAnswers.class);

    /** Ten SMS of 153 characters, as many as a message of several parts has room for in each. */
    static final int LONGEST = 1_530;

    /** Ids under which the platform tells of the answers, which may be SMS that a subscriber received. */
    private final IdempotentRepository sent;

    private SmsAnswers(IdempotentRepository sent) {
        this.sent = sent;
    }

    /**
     * Puts the beans into the registry.
     *
     * @param sent remembers which SMS are answers; one that other instances share keeps these from answering them
     */
    public static void bind(Registry registry, IdempotentRepository sent) {
        SmsAnswers answers = new SmsAnswers(sent);
        registry.bind("answerable", (Predicate) answers::isAnswerable);
        registry.bind("writeAnswer", (Processor) SmsAnswers::write);
        registry.bind("answerSent", (Processor) answers::sent);
    }

    /** True for an SMS that its subscriber received from a phone number, unless it is an answer itself. */
    private boolean isAnswerable(Exchange exchange) {
        EventView event = new EventView(exchange);
        return event.subscriber().isPresent()
                && event.sms()
                        .filter(sms -> sms.getDirection() == Direction.TO_SUBSCRIBER)
                        .filter(sms -> !sender(sms).isEmpty())
                        .filter(sms -> !sent.contains(key(sms.getId())) && !sent.contains(key(sms.getUuid())))
                        .isPresent();
    }

    /**
     * Makes the body the request that sends its text to the sender; null when there is no text.
     *
     * @throws UnusableEvent when the text is too long
     */
    private static void write(Exchange exchange) {
        String body = exchange.getMessage().getBody(String.class);
        String text = body == null ? "" : body.strip();
        if (text.length() > LONGEST) {
            throw new UnusableEvent("the answer has " + text.length() + " characters, but may have " + LONGEST);
        }
        EventView event = new EventView(exchange);
        exchange.getMessage()
                .setBody(
                        text.isEmpty()
                                ? null
                                : SendTextFromSubscriberRequest.newBuilder()
                                        .setContent(text)
                                        .setFromSubscriber(event.subscriber().orElseThrow())
                                        .setToAddress(event.sms()
                                                .map(SmsAnswers::sender)
                                                .orElseThrow())
                                        .build());
    }

    /**
     * Remembers the message the platform has taken.
     *
     * @throws UnusableEvent when the platform will not send it
     * @throws IllegalStateException when the platform could not send it now
     */
    private void sent(Exchange exchange) throws InvalidPayloadException {
        SendMessageResponse answer = exchange.getMessage().getMandatoryBody(SendMessageResponse.class);
        if (answer.getStatus() == SendStatus.SEND_STATUS_REJECT) {
            throw new UnusableEvent("the platform does not send the answer (SEND_STATUS_REJECT)");
        }
        if (answer.getStatus() != SendStatus.SEND_STATUS_OK) {
            throw new IllegalStateException("the platform could not send the answer");
        }
        remember(key(answer.getMessageId()));
    }

    /** Never fails: it is sent, and would be sent once more. */
    private void remember(String key) {
        try {
            if (!sent.add(key)) {
                return;
            }
        } catch (RuntimeException e) {
            LOG.debug("{} is known to this process only", key, e);
        }
        sent.confirm(key);
    }

    private static String key(String id) {
        return "answer " + id;
    }

    /** The number to answer to; empty for a name, to which nothing can be sent. */
    private static String sender(SmsEvent sms) {
        return switch (sms.getFromAddressCase()) {
            case FROM_E164 -> sms.getFromE164().getE164();
            case FROM_NATIONAL_PHONE_NUMBER -> sms.getFromNationalPhoneNumber().getNationalPhoneNumber();
            case FROM_TEXT_ADDRESS, FROMADDRESS_NOT_SET -> "";
        };
    }
}
