package com.wgtwo.camel.app.routes;

import com.google.protobuf.InvalidProtocolBufferException;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What lies in the table of dead letters. */
record DeadLetterRows(
        String id, String route, String type, String subscriber, Event event, String cause, int attempts) {
    static List<DeadLetterRows> of(DataSource database) {
        return new JdbcTemplate(database)
                .query(
                        "select * from dead_letter order by route",
                        (row, number) -> new DeadLetterRows(
                                row.getString("id"),
                                row.getString("route"),
                                row.getString("event_type"),
                                row.getString("subscriber"),
                                event(row.getBytes("event")),
                                row.getString("cause"),
                                row.getInt("attempts")));
    }

    /** Why letters were deleted and how many, as the trail of erasures has it. */
    static List<String> erasures(DataSource database) {
        return new JdbcTemplate(database)
                .queryForList("select why || ' ' || letters from erasure order by id", String.class);
    }

    private static Event event(byte[] bytes) {
        try {
            return SubscribeEventsResponse.parseFrom(bytes).getEvent();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
