package com.wgtwo.camel.bench.pieces;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.stream.json.EventJson;
import org.openjdk.jmh.annotations.Benchmark;

/** The JSON of an event: as the program writes it, without the ack handle, and by protobuf's own printer, which it is based on. */
public class Json extends Piece {
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
