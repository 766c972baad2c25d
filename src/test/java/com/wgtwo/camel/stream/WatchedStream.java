package com.wgtwo.camel.stream;

import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** The description of a stream, whose use is watched. */
final class WatchedStream {
    private WatchedStream() {}

    /**
     * That of all events.
     *
     * @param before told the name of each method before it runs, on the same thread; what it throws is what the method ends in
     */
    static PlatformStream<?, ?, ?, ?> events(Consumer<String> before) {
        PlatformStream<?, ?, ?, ?> all = PlatformStreams.get("events");
        return (PlatformStream<?, ?, ?, ?>) Proxy.newProxyInstance(
                PlatformStream.class.getClassLoader(),
                new Class<?>[] {PlatformStream.class},
                (self, method, arguments) -> {
                    before.accept(method.getName());
                    try {
                        return method.invoke(all, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
