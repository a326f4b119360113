package io.dealstream.stalls;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.dealstream.event.Position;
import io.dealstream.progress.DocumentProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// The stall of a document: it is pending and has had no event for too long (cluster.md, "Work that stands
/// still").
///
/// @param last the position of its last event
record Stall(DocumentKey key, DocumentProgress document, Position last) {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final int ID_BYTES = 16;

    /// The longest name of a stage, in characters; a longer one is cut off.
    private static final int LONGEST_STAGE = 1_000;

    /// Escapes all but ASCII: producers may send halves of surrogate pairs, which have no other form.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /// Whether a stall of that document can be written as an event.
    static boolean canBeTold(DocumentKey key) {
        return INTEGER.matcher(key.deal().id()).matches()
                && INTEGER.matcher(key.document()).matches();
    }

    /// Makes the event's record.
    ///
    /// @param topic the topic of processing events. If the document's last event is on that topic, the record
    ///     goes to its partition, so that both stay in order.
    ProducerRecord<byte[], byte[]> toRecord(String topic, Instant now) {
        Integer partition =
                last.partition().topic().equals(topic) ? last.partition().index() : null;
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, partition, bytes(key.deal().id()), value());
        header(record, "content-type", "application/json");
        header(record, "ce_specversion", "1.0");
        header(record, "ce_type", PendingDocuments.STALLED);
        header(record, "ce_source", "/dealstream/stalls");
        header(record, "ce_id", id());
        header(record, "ce_time", now.toString());
        header(record, "ce_tenant", key.tenant().id());
        return record;
    }

    private byte[] value() {
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        value.putRawValue("deal_id", new RawValue(key.deal().id()));
        value.putRawValue("statement_id", new RawValue(key.document()));
        value.put("stage", stage());
        value.put("progress", percent(document.progress()));
        value.put("since", Instant.ofEpochMilli(document.updatedAt()).toString());
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String stage() {
        String stage = Objects.requireNonNullElse(document.stage(), "");
        return stage.length() > LONGEST_STAGE ? stage.substring(0, LONGEST_STAGE) : stage;
    }

    private static int percent(@Nullable String said) {
        try {
            return said == null ? 0 : (int) Math.clamp(Double.parseDouble(said), 0.0, 100.0);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// An id that is the same for the same stall, whichever replica writes it.
    private String id() {
        String what = String.join(
                "\n",
                key.tenant().id(),
                key.deal().id(),
                key.document(),
                last.partition().topic(),
                Integer.toHexString(last.partition().tag()),
                Integer.toString(last.partition().index()),
                Long.toString(last.offset()),
                Long.toString(document.updatedAt()));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(what));
            return "stall-" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
