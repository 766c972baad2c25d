package com.wgtwo.camel.stream;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.Collection;
import java.util.Set;

/**
 * All that tells one stream of the platform from another; the engine knows nothing else about them.
 *
 * <p>A further stream is one more implementation, and a line in {@link
 * com.wgtwo.camel.stream.platform.PlatformStreams} or, in an application of one's own, a bean in the registry.
 *
 * @param <S> the stream's request
 * @param <E> the stream's response, which carries one event
 * @param <A> the ack request
 * @param <R> the ack response
 */
public interface PlatformStream<S extends Message, E extends Message, A extends Message, R extends Message> {

    /** The name by which endpoints choose the stream, such as {@code events}. */
    String name();

    /** The server-streaming call. */
    MethodDescriptor<S, E> streamMethod();

    /** The unary call that acknowledges one event. */
    MethodDescriptor<A, R> ackMethod();

    /**
     * The OAuth scopes the stream and its acks need.
     *
     * @param eventTypes names of the types subscribed to, where the stream has types to choose from
     * @return scope names, without order; empty when none is needed
     */
    Set<String> scopes(Collection<String> eventTypes);

    /**
     * Builds the request.
     *
     * @param settings the subscription
     * @throws IllegalArgumentException in one sentence, when this stream does not offer what is asked for
     */
    S request(SubscriptionSettings settings);

    /**
     * Reads an event; must not throw, whatever is missing or unknown in it.
     *
     * @param response as it came from the platform
     */
    EventFacts read(E response);

    /**
     * Whether the platform took the ack: a call that ends well may still say that it failed.
     *
     * @param response the answer to an ack
     */
    boolean acknowledged(R response);
}
