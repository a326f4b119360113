package io.dealstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.dealstream.catalogue.Entry;
import io.dealstream.event.Event;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Collection;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// CloudEvents' own binding to Kafka is the judge: what it writes is read, in both modes.
class CloudEventsOracleTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-03-04T10:01:00.123+05:30");

    private final RecordDecoder decoder = Decoding.decoder();

    static Collection<Entry> types() {
        return Decoding.CATALOGUE.entries();
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsWhatIsWrittenInBinaryMode(Entry entry) throws IOException {
        check(entry, KafkaMessageFactory.createWriter(entry.topic()).writeBinary(event(entry)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsWhatIsWrittenInStructuredMode(Entry entry) throws IOException {
        check(
                entry,
                KafkaMessageFactory.createWriter(entry.topic()).writeStructured(event(entry), JsonFormat.CONTENT_TYPE));
    }

    private void check(Entry entry, ProducerRecord<?, byte[]> written) throws IOException {
        Decoded decoded = decoder.decode(
                RecordBuilder.record(written.topic(), new RecordHeaders(written.headers()), written.value()),
                Decoding.POSITION);

        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        Decoded.Accepted accepted = (Decoded.Accepted) decoded;
        Event event = accepted.event();
        assertThat(event.type()).isEqualTo(entry.type());
        assertThat(event.id()).isEqualTo("e-1 \u00fc");
        assertThat(accepted.source()).isEqualTo("/pipeline/worker-3");
        assertThat(event.tenant().id()).isEqualTo("org_7");
        assertThat(event.time()).isEqualTo(TIME.toInstant().toEpochMilli());
        assertThat(accepted.mistimed()).isFalse();
        assertThat(event.traceparent()).isEqualTo(TRACE);
        assertThat(JSON.readTree(event.value()))
                .isEqualTo(JSON.readTree(example(entry).toString()));
    }

    private static CloudEvent event(Entry entry) {
        return CloudEventBuilder.v1()
                .withType(entry.type().name())
                .withId("e-1 \u00fc")
                .withSource(URI.create("/pipeline/worker-3"))
                .withTime(TIME)
                .withExtension("tenant", "org_7")
                .withExtension("traceparent", TRACE)
                .withDataContentType("application/json")
                .withData(example(entry).toString().getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static JsonNode example(Entry entry) {
        return entry.schema().path("examples").path(0);
    }
}
