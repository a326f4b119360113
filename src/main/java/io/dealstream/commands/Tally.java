package io.dealstream.commands;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.catalogue.TypeName;
import io.dealstream.decode.Decoded;
import io.dealstream.decode.RecordDecoder;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/// Decodes records with two catalogues, and counts what comes of them by type, reason and field. Holds a bounded number
/// of rows, whatever the records are.
final class Tally {

    /// What stands for the type of a record that does not say one, or one that no type can be called.
    static final String NAMELESS = "-";

    /// What stands for all types for which there was no room.
    static final String OTHERS = "(others)";

    static final int MOST_ROWS = 1_000;
    private static final int LONGEST_NAME = 64;

    private final Catalogue current;
    private final Catalogue proposed;
    private final RecordDecoder before;
    private final RecordDecoder after;
    private final Map<What, Count> counts = new HashMap<>();
    private final Map<String, Count> types = new HashMap<>();

    /// What is counted together.
    ///
    /// @param reason the code of a dead letter's reason: then, or where the record would be taken, now
    /// @param detail the field and what it should be; never anything of a record
    private record What(Verdict verdict, String type, String reason, String detail) {}

    private static final class Count {
        private long records;
        private String first = "";

        void add(ConsumerRecord<byte[], byte[]> record) {
            if (records++ == 0) {
                first = record.topic() + "-" + record.partition() + "@" + record.offset();
            }
        }
    }

    /// Something that was found.
    ///
    /// @param records how many
    /// @param all how many records of the type there are
    /// @param first where one of them stands: `topic-partition@offset`
    record Row(Verdict verdict, String type, String reason, String detail, long records, long all, String first) {}

    Tally(Catalogue current, Catalogue proposed, RecordDecoder before, RecordDecoder after) {
        this.current = current;
        this.proposed = proposed;
        this.before = before;
        this.after = after;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        Position position =
                new Position(new Partition(record.topic(), record.partition(), 0), record.offset(), record.timestamp());
        Decoded now = before.decode(record, position);
        Decoded then = after.decode(record, position);
        String type = type(record, now, then);
        count(types, type, OTHERS).add(record);
        switch (then) {
            case Decoded.Rejected rejected ->
                add(now instanceof Decoded.Accepted ? Verdict.REFUSED : Verdict.STILL_REFUSED, type, rejected, record);
            case Decoded.Accepted _ -> {
                if (now instanceof Decoded.Rejected rejected) {
                    add(Verdict.TAKEN, type, rejected, record);
                }
            }
        }
    }

    private void add(Verdict verdict, String type, Decoded.Rejected rejected, ConsumerRecord<byte[], byte[]> record) {
        String reason = rejected.reason().code();
        What other = new What(verdict, OTHERS, reason, "");
        count(counts, new What(verdict, type, reason, rejected.detail()), other).add(record);
    }

    /// @param other what it counts as where there is no room
    private static <K> Count count(Map<K, Count> counts, K what, K other) {
        Count known = counts.get(what);
        if (known != null) {
            return known;
        }
        return counts.computeIfAbsent(counts.size() < MOST_ROWS ? what : other, _ -> new Count());
    }

    private String type(ConsumerRecord<byte[], byte[]> record, Decoded now, Decoded then) {
        if (now instanceof Decoded.Accepted accepted) {
            return accepted.event().type().name();
        }
        if (then instanceof Decoded.Accepted accepted) {
            return accepted.event().type().name();
        }
        Header header = record.headers().lastHeader("ce_type");
        if (header == null || header.value() == null || header.value().length > LONGEST_NAME) {
            return NAMELESS;
        }
        String said = new String(header.value(), StandardCharsets.UTF_8);
        boolean known = current.find(said).isPresent() || proposed.find(said).isPresent();
        return known || TypeName.isFree(said) ? said : NAMELESS;
    }

    /// What was found of one kind, the most first.
    List<Row> rows(Verdict verdict) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().verdict() == verdict)
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Row::records)
                        .reversed()
                        .thenComparing(Row::type)
                        .thenComparing(Row::detail))
                .toList();
    }

    private Row row(What what, Count count) {
        Count all = types.get(what.type());
        return new Row(
                what.verdict(),
                what.type(),
                what.reason(),
                what.detail(),
                count.records,
                all == null ? count.records : all.records,
                count.first);
    }

    long records(Verdict verdict) {
        return rows(verdict).stream().mapToLong(Row::records).sum();
    }
}
