package io.dealstream.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.cluster.ReplicaReport.State;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The form of reports on the topic (cluster.md, "The topic of the replicas"). Fields that a later version adds
/// are ignored.
final class ReportJson {

    /// The longest report.
    static final int MOST_BYTES = 1 << 20;

    private static final int LONGEST_TEXT = 128;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportJson() {}

    static byte[] write(ReplicaReport report) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", report.id());
        node.put("version", report.version());
        node.put("started_at", report.startedAt().toString());
        node.put("state", report.state().text());
        node.put("streams", report.streams());
        node.put("load", report.load());
        node.put("written_at", report.writtenAt().toString());
        ObjectNode callers = node.putObject("callers");
        report.callers().forEach(callers::put);
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads the value of one record; empty where it is not a report of that replica.
    static Optional<ReplicaReport> read(String id, byte[] value) {
        if (value.length > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(value))
                    .filter(node -> id.equals(node.path("id").asText()))
                    .map(ReportJson::read);
        } catch (IOException | IllegalArgumentException | DateTimeException notAReport) {
            return Optional.empty();
        }
    }

    private static ReplicaReport read(JsonNode node) {
        Map<String, Integer> callers = new HashMap<>();
        node.path("callers").properties().forEach(caller -> callers.put(caller.getKey(), count(caller.getValue())));
        return new ReplicaReport(
                text(node, "id"),
                text(node, "version"),
                Instant.parse(text(node, "started_at")),
                state(text(node, "state")),
                count(node.path("streams")),
                callers,
                node.path("load").asDouble(-1),
                Instant.parse(text(node, "written_at")));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.asText().length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(field);
        }
        return value.asText();
    }

    private static int count(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException("not a count");
        }
        return value.asInt();
    }

    private static State state(String text) {
        return Stream.of(State.values())
                .filter(state -> state.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("state"));
    }
}
