package io.dealstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.testing.RecordMaker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The clients' functions for producers make what the service takes, and refuse what it would refuse.
@Tag("clients")
class ProducersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    /// What may stand in a field by mistake.
    private static final List<String> WILD = List.of(
            "null",
            "true",
            "0",
            "-1",
            "101",
            "1.5",
            "42.0",
            "9223372036854775808",
            "\"\"",
            "\"x\"",
            "\"a\\nb\"",
            "\"a b/ü\"",
            "\"" + "x".repeat(129) + "\"",
            "\"" + "x".repeat(1025) + "\"",
            "[]",
            "{}",
            "\"success\"");

    private final RecordDecoder decoder = Decoding.decoder();

    @Test
    void pythonsAgreeWithTheServiceOnEveryFieldOfEveryType() throws IOException {
        // None is how a field is left out there
        agrees(RecordMaker.python(), events(false));
    }

    @Test
    void javasAgreeWithTheServiceOnEveryFieldOfEveryType(@TempDir Path folder) throws IOException {
        agrees(RecordMaker.java(folder), events(true));
    }

    /// The example of each type, without each of its fields, and with each of the wild values in it.
    ///
    /// @param nulls whether to put null also where a field may be left out
    private static List<JsonNode> events(boolean nulls) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (JsonNode schema : schemas()) {
            JsonNode example = schema.get("examples").get(0);
            String type = schema.get("x-dealstream").get("type").asText();
            events.add(event(type, example));
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                String field = property.getKey();
                boolean required = names(schema.path("required")).contains(field);
                events.add(event(type, ((ObjectNode) example.deepCopy()).without(field)));
                for (String wild : WILD) {
                    if (nulls || required || !wild.equals("null")) {
                        events.add(event(type, ((ObjectNode) example.deepCopy()).set(field, JSON.readTree(wild))));
                    }
                }
            }
        }

        return events;
    }

    private void agrees(RecordMaker producer, List<JsonNode> events) throws IOException {
        List<JsonNode> made = producer.make(events);

        assertThat(made).hasSameSizeAs(events);
        assertThat(made).anyMatch(JsonNode::isNull);
        for (int i = 0; i < events.size(); i++) {
            JsonNode data = events.get(i).get("data");
            boolean taken = decoder.decode(asSent(events.get(i)), Decoding.POSITION) instanceof Decoded.Accepted;
            assertThat(!made.get(i).isNull()).as("%s", events.get(i)).isEqualTo(taken);
            if (taken) {
                Decoded decoded = decoder.decode(asMade(made.get(i)), Decoding.POSITION);
                assertThat(decoded).as("%s", made.get(i)).isInstanceOf(Decoded.Accepted.class);
                assertThat(JSON.readTree(Decoding.value((Decoded.Accepted) decoded)))
                        .isEqualTo(data);
            }
        }
    }

    /// The event as somebody would send it who checks nothing.
    private static ConsumerRecord<byte[], byte[]> asSent(JsonNode event) {
        return RecordBuilder.binary(
                        event.get("type").asText(), event.get("data").toString())
                .build();
    }

    private static ConsumerRecord<byte[], byte[]> asMade(JsonNode made) {
        RecordBuilder record = new RecordBuilder(
                made.get("topic").asText(),
                Map.of(),
                RecordBuilder.bytes(made.get("value").asText()),
                RecordBuilder.TIMESTAMP);
        for (Map.Entry<String, JsonNode> header : made.get("headers").properties()) {
            record = record.header(header.getKey(), header.getValue().asText());
        }
        return record.build();
    }

    private static JsonNode event(String type, JsonNode data) {
        return JSON.createObjectNode().put("type", type).set("data", data);
    }

    private static Set<String> names(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    private static List<JsonNode> schemas() throws IOException {
        List<JsonNode> schemas = new ArrayList<>();
        for (JsonNode file : read("index.json").get("types")) {
            schemas.add(read(file.asText()));
        }
        return schemas;
    }

    private static JsonNode read(String file) throws IOException {
        try (InputStream in = ProducersTest.class.getResourceAsStream("/catalogue/" + file)) {
            return JSON.readTree(in);
        }
    }
}
