package com.wgtwo.camel.bench.pieces;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.stream.json.EventJson;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The JSON of an event: as the program writes it, without the ack handle, and by protobuf's own printer, which it is based on. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class Json {
    private final SubscribeEventsResponse sms = Sample.sms();
    private final JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();

    @Benchmark
    public String program() {
        return EventJson.print(sms);
    }

    @Benchmark
    public String jsonFormat() throws InvalidProtocolBufferException {
        return printer.print(sms);
    }
}
