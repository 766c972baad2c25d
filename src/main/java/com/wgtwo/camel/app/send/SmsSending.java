package com.wgtwo.camel.app.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.wgtwo.api.v1.sms.SmsProto.SendMessageResponse;
import com.wgtwo.api.v1.sms.SmsProto.SendMessageResponse.SendStatus;
import com.wgtwo.api.v1.sms.SmsProto.SendTextToSubscriberRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;
import org.apache.camel.util.function.Suppliers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the recipe {@code http-in-sms-out} that YAML cannot say. Processors: {@code readSmsRequest}, {@code smsTaken},
 * {@code smsNotTaken}.
 *
 * <p>A request is JSON with the members {@code to} (a subscriber's number, E.164 with plus sign), {@code from} (a number, or
 * a name of up to 11 characters) and {@code text} (up to {@value #LONGEST} characters), and has the header {@code
 * Authorization: Bearer} with the value of the property {@code my.sms.token}. Answers are JSON too: 202 with the message's
 * {@code id}, or {@code error} with one sentence: 401 without the token, 400 for a wrong request, 422 when the platform
 * refuses it, 502 when the platform refuses this program, 503 when it is not known whether the SMS was sent.
 */
public final class SmsSending {
    private static final Logger LOG = LoggerFactory.getLogger(SmsSending.class);

    /** Ten SMS of 153 characters, as many as a message of several parts has room for in each. */
    static final int LONGEST = 1_530;

    /** Senders that are no number: 3GPP TS 23.040 has room for so many characters. */
    private static final int LONGEST_NAME = 11;

    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{5,14}");
    private static final Set<String> MEMBERS = Set.of("to", "from", "text");
    private static final Supplier<ObjectMapper> JSON = Suppliers.memorize(() -> new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY));

    private SmsSending() {}

    /** Puts the beans into the registry. */
    public static void bind(CamelContext context) {
        Registry registry = context.getRegistry();
        registry.bind("readSmsRequest", (Processor) SmsSending::read);
        registry.bind("smsTaken", (Processor) SmsSending::taken);
        registry.bind("smsNotTaken", (Processor) SmsSending::notTaken);
    }

    private static void read(Exchange exchange) {
        Message message = exchange.getMessage();
        requireToken(
                message.getHeader("Authorization", "", String.class),
                exchange.getContext().resolvePropertyPlaceholders("{{my.sms.token:}}"));
        JsonNode request = parse(message.getBody(String.class));
        String to = member(request, "to");
        if (!NUMBER.matcher(to).matches()) {
            throw new Refusal(400, "to must be a phone number with + and country code.");
        }
        String from = member(request, "from");
        if (!NUMBER.matcher(from).matches() && (from.isBlank() || from.length() > LONGEST_NAME)) {
            throw new Refusal(
                    400, "from must be a phone number with + and country code, or a name of 1 to 11 characters.");
        }
        String text = member(request, "text");
        if (text.isBlank() || text.length() > LONGEST) {
            throw new Refusal(400, "text must have 1 to " + LONGEST + " characters, and has " + text.length() + ".");
        }
        message.setBody(SendTextToSubscriberRequest.newBuilder()
                .setToSubscriber(to)
                .setFromAddress(from)
                .setContent(text)
                .build());
    }

    /** Takes the same time wherever the difference is. */
    private static void requireToken(String given, String token) {
        if (token.isEmpty()) {
            throw new Refusal(401, "Nothing is sent as long as my.sms.token is empty.");
        }
        if (!MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8))) {
            throw new Refusal(401, "The header Authorization must be 'Bearer' and the value of my.sms.token.");
        }
    }

    private static JsonNode parse(String body) {
        JsonNode request;
        try {
            request = JSON.get().readTree(body == null ? "" : body);
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "The body must be a JSON object.");
        }
        if (!request.isObject()) {
            throw new Refusal(400, "The body must be a JSON object.");
        }
        for (Iterator<String> names = request.fieldNames(); names.hasNext(); ) {
            if (!MEMBERS.contains(names.next())) {
                throw new Refusal(400, "The body may have the members to, from and text, and no other.");
            }
        }
        return request;
    }

    private static String member(JsonNode request, String name) {
        JsonNode value = request.get(name);
        if (value == null || !value.isTextual()) {
            throw new Refusal(400, name + " is missing, or is no text.");
        }
        return value.textValue();
    }

    private static void taken(Exchange exchange) throws InvalidPayloadException {
        SendMessageResponse answer = exchange.getMessage().getMandatoryBody(SendMessageResponse.class);
        if (answer.getStatus() == SendStatus.SEND_STATUS_REJECT) {
            throw new Refusal(422, "The platform does not send this SMS (SEND_STATUS_REJECT).");
        }
        if (answer.getStatus() != SendStatus.SEND_STATUS_OK) {
            throw new Refusal(503, "The platform could not send the SMS now.");
        }
        answer(exchange, 202, "id", answer.getMessageId());
    }

    private static void notTaken(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Refusal refusal;
        if (failure instanceof Refusal mine) {
            refusal = mine;
        } else if (failure instanceof StatusRuntimeException call) {
            Status.Code code = call.getStatus().getCode();
            LOG.warn("An SMS that was asked for over HTTP was not sent: {}", code);
            refusal = switch (code) {
                case INVALID_ARGUMENT, NOT_FOUND, OUT_OF_RANGE, FAILED_PRECONDITION ->
                    new Refusal(422, "The platform does not send this SMS (" + code + ").");
                case UNAUTHENTICATED, PERMISSION_DENIED, UNIMPLEMENTED ->
                    new Refusal(502, "The platform does not let this program send SMS (" + code + ").");
                default -> unclear();
            };
        } else {
            LOG.warn("An SMS that was asked for over HTTP was not sent: {}", String.valueOf(failure));
            refusal = unclear();
        }
        answer(exchange, refusal.status(), "error", String.valueOf(refusal.getMessage()));
    }

    /** Not repeated here: only who asked knows whether two SMS are better than none. */
    private static Refusal unclear() {
        return new Refusal(503, "The platform did not answer: it is not known whether the SMS was sent.");
    }

    private static void answer(Exchange exchange, int status, String member, String value) {
        Message message = exchange.getMessage();
        // Nothing of the request goes back.
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(JsonNodeFactory.instance.objectNode().put(member, value).toString());
    }
}
