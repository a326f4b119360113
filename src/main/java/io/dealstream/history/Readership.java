package io.dealstream.history;

import io.dealstream.event.Event;
import io.dealstream.event.StreamKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The requests that a pass serves, by their streams. All its partitions share it.
final class Readership {

    private final RecordFilter filter;
    private final Map<StreamKey, List<PastRequest>> byStream = new HashMap<>();

    Readership(Collection<PastRequest> requests) {
        for (PastRequest request : requests) {
            for (StreamKey stream : request.streams()) {
                byStream.computeIfAbsent(stream, key -> new ArrayList<>(1)).add(request);
            }
        }
        this.filter = RecordFilter.by(byStream.keySet());
    }

    /// Whether a record may be on one of the streams. It is never false where the record is.
    boolean mayWant(ConsumerRecord<byte[], byte[]> record) {
        return filter.mayWant(record);
    }

    /// Whether an event is on one of the streams.
    boolean wants(Event event) {
        return event.subjects().stream()
                .anyMatch(subject -> byStream.containsKey(new StreamKey(event.tenant(), subject)));
    }

    /// The requests for a stream, alone or among others.
    List<PastRequest> of(StreamKey stream) {
        return byStream.getOrDefault(stream, List.of());
    }
}
