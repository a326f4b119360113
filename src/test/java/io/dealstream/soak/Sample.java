package io.dealstream.soak;

import io.dealstream.chaos.Replica;
import io.dealstream.testing.Metrics;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// All that is watched of a replica, at one moment.
///
/// @param values by name
record Sample(Map<String, Double> values) {

    private static final Pattern ENTRIES = Pattern.compile("^dealstream_entries\\{of=\"([a-z-]+)\".*} (\\S+)$");

    static Sample of(Replica replica) throws IOException {
        Vitals vitals = Vitals.of(replica.pid());
        Metrics metrics = new Metrics(replica.metrics());
        Map<String, Double> values = new TreeMap<>();
        values.put(Watched.RESIDENT, (double) vitals.resident());
        values.put(Watched.THREADS, (double) vitals.threads());
        values.put(Watched.HANDLES, (double) vitals.handles());
        values.put(Watched.HEAP, metrics.value("jvm_memory_used_bytes", "area=\"heap\""));
        values.put(Watched.BUFFERS, metrics.value("jvm_buffer_memory_used_bytes", "id=\"direct\""));
        values.put(
                Watched.NETTY_UNPOOLED,
                metrics.value("netty_allocator_memory_used", "memory_type=\"direct\"", "allocator_type=\"Unpooled"));
        values.put(
                Watched.NETTY_POOLED,
                metrics.value("netty_allocator_memory_used", "memory_type=\"direct\"", "allocator_type=\"Pooled"));
        values.put(Watched.JOURNAL, metrics.value("dealstream_journal_size_bytes"));
        values.put(Watched.STREAMS, metrics.value("dealstream_streams_open"));
        values.put(Watched.HISTORY, metrics.value("dealstream_history_buffered_bytes"));
        metrics.text()
                .lines()
                .map(ENTRIES::matcher)
                .filter(Matcher::matches)
                .forEach(entry -> values.put(Watched.ENTRIES + entry.group(1), Double.valueOf(entry.group(2))));
        return new Sample(values);
    }
}
