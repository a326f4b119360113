package io.dealstream.history;

import io.dealstream.event.StreamKey;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Recognises quickly most records that are on none of some streams, by their tenant and by the ids in their
/// values. So a million records of other deals are skipped without parsing.
final class RecordFilter {

    private final Map<String, IdFilter> tenants = new HashMap<>();

    static RecordFilter by(Collection<StreamKey> streams) {
        Map<String, Set<String>> ids = new HashMap<>();
        for (StreamKey stream : streams) {
            ids.computeIfAbsent(stream.tenant().id(), tenant -> new HashSet<>())
                    .add(stream.subject().id());
        }
        RecordFilter filter = new RecordFilter();
        ids.forEach((tenant, some) -> filter.tenants.put(tenant, new IdFilter(some)));
        return filter;
    }

    /// Whether a record may be on one of the streams. It is never false where the record is.
    boolean mayWant(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        if (value == null) {
            return false;
        }
        Header tenant = record.headers().lastHeader("ce_tenant");
        if (tenant == null || tenant.value() == null || isEnvelope(record)) {
            return true;
        }
        IdFilter ids = tenants.get(new String(tenant.value(), StandardCharsets.UTF_8));
        return ids != null && ids.mayBeIn(value);
    }

    /// Whether the value may hold its data in another form than plain JSON.
    private static boolean isEnvelope(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader("content-type");
        return type != null
                && type.value() != null
                && new String(type.value(), StandardCharsets.UTF_8)
                        .toLowerCase(Locale.ROOT)
                        .contains("cloudevents");
    }
}
