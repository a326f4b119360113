package io.dealstream.decode;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Records as a busy pipeline writes them, and the events in them.
final class Samples {

    private static final int DEALS = 5_000;
    private static final int TENANTS = 50;

    private Samples() {}

    /// So many `processing.progress` of 5,000 deals of 50 tenants.
    static List<ConsumerRecord<byte[], byte[]>> progress(int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(count);
        Random random = new Random(2);
        for (int i = 0; i < count; i++) {
            int deal = random.nextInt(DEALS);
            String value = "{\"deal_id\":%d,\"statement_id\":%d,\"stage\":\"parsing_with_llm\",\"progress\":%d}"
                    .formatted(deal, 10 * deal + random.nextInt(10), random.nextInt(101));
            records.add(RecordBuilder.binary("processing.progress", value)
                    .header("ce_id", "0197c2f4-6f0e-7a31-9d52-%012d".formatted(i))
                    .header("ce_tenant", "org_" + deal % TENANTS)
                    .build());
        }
        return records;
    }

    /// So many `deal.created` of businesses of one name.
    static List<ConsumerRecord<byte[], byte[]>> named(int count, String name) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String value = "{\"deal_id\":%d,\"business_name\":\"%s\",\"created_by\":\"user_%d\"}"
                    .formatted(i % DEALS, name, i % TENANTS);
            records.add(RecordBuilder.binary("deal.created", value)
                    .header("ce_id", "0197c2f4-6f0e-7a31-9d52-%012d".formatted(i))
                    .build());
        }
        return records;
    }

    /// `processing.progress` decoded, one behind the other in one partition.
    static List<Decoded.Accepted> events(int count) {
        RecordDecoder decoder = Decoding.decoder();
        Partition partition = Decoding.POSITION.partition();
        List<Decoded.Accepted> events = new ArrayList<>(count);
        for (ConsumerRecord<byte[], byte[]> record : progress(count)) {
            Position position = new Position(partition, events.size(), record.timestamp());
            events.add((Decoded.Accepted) decoder.decode(record, position));
        }
        return events;
    }
}
