package io.dealstream.intake;

import io.dealstream.decode.Decoded;
import io.dealstream.decode.Reason;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// A record that is no event, and the reason. The whole record is kept, and headers of ours tell the reason and
/// where the record stood. Source: kafka.md, "Dead letters".
record DeadLetter(ConsumerRecord<byte[], byte[]> record, Decoded.Rejected rejected) {

    private static final String PREFIX = "dead-letter-";

    /// How much of the record is kept. A broker may refuse a letter although it accepted the record: the
    /// letter's headers add to its size, and its topic may have a lower limit.
    enum Form {
        /// Key, value and headers.
        WHOLE,
        /// Key and headers; one more header says that the value was left out.
        WITHOUT_VALUE,
        /// Only our own headers.
        BARE;

        /// The form to try next when a broker finds this one too large.
        Form smaller() {
            return switch (this) {
                case WHOLE -> WITHOUT_VALUE;
                case WITHOUT_VALUE, BARE -> BARE;
            };
        }
    }

    long offset() {
        return record.offset();
    }

    Reason reason() {
        return rejected.reason();
    }

    /// The record to write to the topic of dead letters.
    ProducerRecord<byte[], byte[]> toRecord(String topic, Form form) {
        return switch (form) {
            case WHOLE ->
                new ProducerRecord<>(
                        topic,
                        null,
                        null,
                        record.key(),
                        record.value(),
                        headers(record.headers().toArray()));
            case WITHOUT_VALUE -> {
                Headers headers = headers(record.headers().toArray());
                add(headers, "omitted", "value");
                yield new ProducerRecord<>(topic, null, null, record.key(), null, headers);
            }
            case BARE -> {
                Headers headers = headers();
                add(headers, "omitted", "key,value,headers");
                yield new ProducerRecord<>(topic, null, null, null, null, headers);
            }
        };
    }

    private Headers headers(org.apache.kafka.common.header.Header... kept) {
        Headers headers = new RecordHeaders(kept);
        add(headers, "reason", rejected.reason().code());
        add(headers, "detail", rejected.detail());
        add(headers, "topic", record.topic());
        add(headers, "partition", Integer.toString(record.partition()));
        add(headers, "offset", Long.toString(record.offset()));
        add(headers, "timestamp", Long.toString(record.timestamp()));
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
