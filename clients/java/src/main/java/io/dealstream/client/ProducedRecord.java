package io.dealstream.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// What is written to Kafka, by whatever library.
///
/// @param headers the attributes of a CloudEvent, in order
public record ProducedRecord(String topic, byte[] key, byte[] value, Map<String, byte[]> headers) {

    /// The headers in a library's own form: `record.headers(RecordHeader::new)` for Kafka's client.
    public <H> List<H> headers(BiFunction<String, byte[], H> form) {
        List<H> made = new ArrayList<>();
        headers.forEach((name, value) -> made.add(form.apply(name, value)));
        return made;
    }
}
