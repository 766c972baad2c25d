package com.wgtwo.camel.component.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import com.wgtwo.api.v0.common.PhoneNumberProto.PhoneNumber;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.Owner;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsResponse;
import com.wgtwo.camel.component.EventMessage;
import com.wgtwo.camel.stream.platform.PlatformStreams;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** An event as a row. */
class FlatEventTest {
    private final FlatEvent rows = new FlatEvent();

    @Test
    void aRowOfCsvHasAValueOrNothingForEachColumn() {
        Exchange exchange = exchange("events", sms("a \"quoted\", text\nof two lines"));

        String row = rows.csv(exchange);

        assertThat(row)
                .matches("(?s)\"[0-9a-f]{32}\",\"SMS_EVENT\",\"2023-11-14T22:13:20Z\",\"events\",,\"\\+4799990005\".*")
                .contains(",\"+46724410003\",", ",\"a \"\"quoted\"\", text\nof two lines\",");
        assertThat(row.replaceAll("(?s)\"([^\"]|\"\")*\"", "")
                                .chars()
                                .filter(c -> c == ',')
                                .count()
                        + 1)
                .isEqualTo(FlatEvent.columns(SmsEvent.getDescriptor()).size());
    }

    @Test
    void flatJsonHasTheSameColumnsWithoutThoseThatAreEmpty() throws Exception {
        assertThat(rows.json(exchange("events", sms("hello"))))
                .startsWith("{\"event_id\":\"")
                .contains(
                        "\"subscriber\":\"+4799990005\"",
                        "\"from_e164\":\"+46724410003\"",
                        "\"direction\":\"TO_SUBSCRIBER\"",
                        "\"text\":\"hello\"")
                .doesNotContain("null", "region");
    }

    @Test
    void bytesAreBase64() throws Exception {
        Event binary = sms("").getEvent().toBuilder()
                .setSmsEvent(SmsEvent.newBuilder().setBytes(ByteString.copyFrom(new byte[] {1, 2})))
                .build();

        assertThat(rows.json(exchange(
                        "events",
                        SubscribeEventsResponse.newBuilder().setEvent(binary).build())))
                .contains("\"bytes\":\"AQI=\"");
    }

    @Test
    void theEventIsTheOneThatCameWhenTheBodyIsJsonByNow() throws Exception {
        Exchange exchange = exchange("events", sms("hello"));
        exchange.getMessage().setBody("{}");

        assertThat(rows.json(exchange)).contains("\"text\":\"hello\"");
    }

    @Test
    void anEventOfATypeThatIsNotKnownHasTheFirstColumns() throws Exception {
        assertThat(rows.json(exchange("events", SubscribeEventsResponse.getDefaultInstance())))
                .contains("\"event_type\":\"UNKNOWN\"");
    }

    @Test
    void eventsOfV1HaveTheirColumnsToo() throws Exception {
        StreamConsentChangeEventsResponse.Builder response = StreamConsentChangeEventsResponse.newBuilder();
        response.getConsentChangeEventBuilder().setTenant("wotel").getRevokedBuilder();

        assertThat(rows.json(exchange("consent-changes", response.build())))
                .contains("\"stream\":\"consent-changes\"", "\"tenant\":\"wotel\"");
    }

    @Test
    void withoutAnEventItSaysSo() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());

        assertThatThrownBy(() -> rows.csv(exchange)).hasMessageContaining("there is no row to make of it");
    }

    @Test
    void everyEventOfEveryStreamHasColumns() {
        for (String stream : List.copyOf(PlatformStreams.names())) {
            assertThat(Columns.of(PlatformStreams.get(stream)
                            .streamMethod()
                            .parseResponse(InputStream.nullInputStream())
                            .getDescriptorForType()))
                    .as(stream)
                    .isNotEmpty();
        }
    }

    private static SubscribeEventsResponse sms(String text) {
        return SubscribeEventsResponse.newBuilder()
                .setEvent(Event.newBuilder()
                        .setTimestamp(Timestamps.fromSeconds(1_700_000_000))
                        .setOwner(Owner.newBuilder()
                                .setPhoneNumber(PhoneNumber.newBuilder().setE164("+4799990005")))
                        .setSmsEvent(SmsEvent.newBuilder()
                                .setFromE164(PhoneNumber.newBuilder().setE164("+46724410003"))
                                .setToE164(PhoneNumber.newBuilder().setE164("+4799990005"))
                                .setDirection(SmsEvent.Direction.TO_SUBSCRIBER)
                                .setText(text)))
                .build();
    }

    private static Exchange exchange(String stream, Message event) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        EventMessage.of(PlatformStreams.get(stream), "", event.toByteArray()).fill(exchange, 1, Instant.EPOCH);
        return exchange;
    }
}
