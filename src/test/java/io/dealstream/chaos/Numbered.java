package io.dealstream.chaos;

import io.dealstream.testing.Records;
import io.dealstream.testing.Topics;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;

/// One event of a run.
///
/// @param number from 0, without a gap in its lane
/// @param document the document's number; 0 where the event concerns the whole deal
record Numbered(Lane lane, int number, String type, int document) {

    private static final Pattern FROM = Pattern.compile("\"from\":\"org-(\\d+)/([a-z-]+)/(\\d+)/(\\d+)/(\\d+)\"");

    /// The next event of a lane while work goes on: documents 1 and 2 are begun and never done.
    static Numbered working(Lane lane, int number) {
        if (lane.topic().equals(Topics.DEALS)) {
            return new Numbered(lane, number, "deal.status_changed", 0);
        }
        if (number < 2) {
            return new Numbered(lane, number, "processing.started", 1 + number);
        }
        return switch (number % 10) {
            case 0 -> new Numbered(lane, number, "deal_updated", 0);
            case 5 -> new Numbered(lane, number, "extraction_complete", 2);
            default -> new Numbered(lane, number, "processing.progress", 1 + number % 2);
        };
    }

    /// The events that settle a deal.
    static List<Numbered> settling(Lane lane, int number) {
        return List.of(
                new Numbered(lane, number, "processing.completed", 1),
                new Numbered(lane, number + 1, "processing.completed", 2),
                new Numbered(lane, number + 2, "deal_updated", 0));
    }

    /// Lane and number of an event that a client received; its type and document are what they are.
    static Optional<Numbered> read(String type, String data) {
        Matcher from = FROM.matcher(data);
        if (!from.find()) {
            return Optional.empty();
        }
        Lane lane = new Lane(
                Integer.parseInt(from.group(1)),
                from.group(2),
                Integer.parseInt(from.group(3)),
                Integer.parseInt(from.group(4)));
        return Optional.of(new Numbered(lane, Integer.parseInt(from.group(5)), type, 0));
    }

    ProducerRecord<byte[], byte[]> toRecord() {
        return Records.event(lane.topic(), Lane.tenantName(lane.tenant()), type, Integer.toString(lane.deal()), json());
    }

    private String json() {
        String fields = switch (type) {
            case "deal.status_changed" -> "\"old_status\":\"a\",\"new_status\":\"b\"";
            case "deal_updated" -> "\"status\":\"ready\",\"timestamp\":\"2026-01-01T00:00:00Z\"";
            case "extraction_complete" ->
                "\"document_id\":%d,\"document_type\":\"bank_statement\",\"page_count\":3,\"timestamp\":\"2026-01-01T00:00:00Z\""
                        .formatted(document);
            case "processing.completed" -> "\"statement_id\":%d,\"health_score\":72.50".formatted(document);
            default -> "\"statement_id\":%d,\"stage\":\"analyzing\",\"progress\":%d".formatted(document, number % 100);
        };
        return "{\"deal_id\":%d,%s,\"from\":\"%s/%s/%d/%d/%d\"}"
                .formatted(
                        lane.deal(),
                        fields,
                        Lane.tenantName(lane.tenant()),
                        lane.topic(),
                        lane.deal(),
                        lane.strand(),
                        number);
    }
}
