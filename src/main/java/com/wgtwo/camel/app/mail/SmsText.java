package com.wgtwo.camel.app.mail;

import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.camel.app.event.EventView;
import com.wgtwo.camel.app.event.UnusableEvent;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Prepares what a template may say about an SMS, as exchange variables: {@code smsFrom}, {@code smsTo} (numbers and
 * names as text on one line), {@code smsText} (the text, or a note when the content is binary), {@code smsTime} (UTC)
 * {@code smsDirection} ({@code "received by the subscriber"} or {@code "sent by the subscriber"}), and binary content as attachment.
 */
public final class SmsText implements Processor {
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;

    public SmsText(Clock clock) {
        this.clock = clock;
    }

    /** @throws UnusableEvent when the event is no SMS */
    @Override
    public void process(Exchange exchange) {
        EventView event = new EventView(exchange);
        SmsEvent sms = event.sms().orElseThrow(() -> new UnusableEvent("the event is no SMS"));
        exchange.setVariable("smsFrom", OneLine.of(from(sms)));
        exchange.setVariable("smsTo", OneLine.of(to(sms)));
        exchange.setVariable("smsText", text(sms));
        exchange.setVariable("smsTime", TIME.format(event.timestamp().orElseGet(clock::instant)));
        exchange.setVariable("smsDirection", direction(sms));
        if (sms.hasBytes()) {
            exchange.setVariable(MailMessage.ATTACHMENT_VARIABLE, sms.getBytes().toByteArray());
            exchange.setVariable(MailMessage.ATTACHMENT_NAME_VARIABLE, "sms.bin");
        }
    }

    private static String from(SmsEvent sms) {
        return switch (sms.getFromAddressCase()) {
            case FROM_E164 -> sms.getFromE164().getE164();
            case FROM_NATIONAL_PHONE_NUMBER -> sms.getFromNationalPhoneNumber().getNationalPhoneNumber();
            case FROM_TEXT_ADDRESS -> sms.getFromTextAddress().getTextAddress();
            case FROMADDRESS_NOT_SET -> "";
        };
    }

    private static String to(SmsEvent sms) {
        return switch (sms.getToAddressCase()) {
            case TO_E164 -> sms.getToE164().getE164();
            case TO_NATIONAL_PHONE_NUMBER -> sms.getToNationalPhoneNumber().getNationalPhoneNumber();
            case TO_TEXT_ADDRESS -> sms.getToTextAddress().getTextAddress();
            case TOADDRESS_NOT_SET -> "";
        };
    }

    private static String text(SmsEvent sms) {
        return switch (sms.getContentCase()) {
            case TEXT -> sms.getText();
            case BYTES -> "(binary content of " + sms.getBytes().size() + " bytes, attached)";
            case CONTENT_NOT_SET -> "(no content)";
        };
    }

    private static String direction(SmsEvent sms) {
        return switch (sms.getDirection()) {
            case FROM_SUBSCRIBER -> "sent by the subscriber";
            case TO_SUBSCRIBER -> "received by the subscriber";
            default -> "unknown";
        };
    }
}
