package io.dealstream.testing;

import org.apache.kafka.clients.producer.ProducerRecord;

/// Makes the events that the pipeline writes about one deal.
public record Deal(String tenant, long id) {

    public ProducerRecord<byte[], byte[]> started(long document) {
        return processing("started", document, "\"stage\":\"uploaded\",\"progress\":0");
    }

    public ProducerRecord<byte[], byte[]> progressed(long document, int percent) {
        return processing("progress", document, "\"stage\":\"screening\",\"progress\":" + percent);
    }

    public ProducerRecord<byte[], byte[]> completed(long document) {
        return processing("completed", document, "\"health_score\":72.50");
    }

    public ProducerRecord<byte[], byte[]> failed(long document) {
        return processing("failed", document, "\"error\":\"Unreadable scan\"");
    }

    /// The deal's aggregates are new, after its documents.
    public ProducerRecord<byte[], byte[]> updated(String status) {
        return event(
                Topics.PROCESSING,
                "deal_updated",
                "\"status\":\"" + status + "\",\"timestamp\":\"2026-03-04T10:01:12Z\"");
    }

    public ProducerRecord<byte[], byte[]> created(String name) {
        return event(
                Topics.DEALS, "deal.created", "\"business_name\":\"" + name + "\",\"created_by\":\"user@example.com\"");
    }

    private ProducerRecord<byte[], byte[]> processing(String step, long document, String rest) {
        return event(Topics.PROCESSING, "processing." + step, "\"statement_id\":" + document + "," + rest);
    }

    private ProducerRecord<byte[], byte[]> event(String topic, String type, String rest) {
        return Records.event(topic, tenant, type, Long.toString(id), "{\"deal_id\":" + id + "," + rest + "}");
    }
}
