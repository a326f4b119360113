package io.dealstream.testing;

import org.apache.kafka.clients.producer.ProducerRecord;

/// Makes the events that the pipeline writes about one batch.
public record Batch(String tenant, String id) {

    /// A document is through.
    ///
    /// @param progress such as `3/5`
    public ProducerRecord<byte[], byte[]> processed(long document, String progress) {
        return event(
                "batch.document_processed",
                "\"document_id\":" + document + ",\"status\":\"completed\",\"progress\":\"" + progress + "\"");
    }

    public ProducerRecord<byte[], byte[]> failed(long document) {
        return event("batch.document_failed", "\"document_id\":" + document + ",\"error\":\"Unsupported file format\"");
    }

    public ProducerRecord<byte[], byte[]> completed(int succeeded, int failed) {
        return event(
                "batch.completed",
                "\"total\":" + (succeeded + failed) + ",\"succeeded\":" + succeeded + ",\"failed\":" + failed);
    }

    private ProducerRecord<byte[], byte[]> event(String type, String rest) {
        return Records.event(Topics.BATCHES, tenant, type, id, "{\"batch_id\":\"" + id + "\"," + rest + "}");
    }
}
