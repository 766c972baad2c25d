package com.wgtwo.camel.app.event;

import com.wgtwo.camel.component.EventMessage;
import com.wgtwo.camel.component.WgtwoComponent;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.stream.PlatformStream;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;

/**
 * Makes an event again of what a route has put into a buffer, such as a Kafka topic, and has acknowledged since.
 *
 * <p>The body has to be the event in protobuf encoding, and the header {@code ce_source} {@code wgtwo:} with the name of
 * its stream; {@code wgtwo_region} is its region, if there are several. Body and headers then are those of the stream's
 * own exchanges, but without a deadline, and with {@link WgtwoConstants#ACKNOWLEDGED}.
 */
public final class BufferedEvents implements Processor {
    private static final String SOURCE = "ce_source";
    private static final String SOURCE_PREFIX = "wgtwo:";
    private static final String REGION = "wgtwo_region";

    private BufferedEvents() {}

    /** Binds the bean {@code restoreEvent}. */
    public static void bind(Registry registry) {
        registry.bind("restoreEvent", Processor.class, BufferedEvents::new);
    }

    /**
     * Restores the event.
     *
     * @throws UnusableEvent when the record is none that a buffering route has written, or damaged
     * @throws IllegalArgumentException when its stream is none that this version knows, as a later one may have written
     */
    @Override
    public void process(Exchange exchange) {
        Message buffered = exchange.getMessage();
        String source = buffered.getHeader(SOURCE, "", String.class);
        byte[] event = buffered.getBody(byte[].class);
        if (!source.startsWith(SOURCE_PREFIX) || event == null) {
            throw new UnusableEvent("the record has no event, or no header " + SOURCE + " that tells its stream");
        }
        PlatformStream<?, ?, ?, ?> stream = exchange.getContext().getComponent("wgtwo", WgtwoComponent.class).stream(
                source.substring(SOURCE_PREFIX.length()));
        try {
            EventMessage.of(stream, buffered.getHeader(REGION, "", String.class), event)
                    .fill(exchange, 1, Instant.MAX);
        } catch (StatusRuntimeException e) {
            throw new UnusableEvent("the record holds nothing that can be read as an event of stream " + stream.name());
        }
        buffered.removeHeader(WgtwoConstants.ACK_DEADLINE);
        buffered.setHeader(WgtwoConstants.ACKNOWLEDGED, true);
    }
}
