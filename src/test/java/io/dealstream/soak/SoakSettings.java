package io.dealstream.soak;

import java.time.Duration;
import java.util.Map;
import java.util.Random;

/// How long and how hard, from system properties.
///
/// @param length of the whole load (`soak.minutes`, may be a fraction; at least four make sense)
/// @param rate events per second (`soak.rate`)
/// @param seed of what is left to chance (`soak.seed`)
record SoakSettings(Duration length, int rate, long seed) {

    private static final Duration LEAST_WARMTH = Duration.ofSeconds(150);

    /// What goes by time is over, and what has a capacity has filled it, when the early window begins.
    static final Map<String, String> SERVICE = Map.ofEntries(
            Map.entry("heap", "192m"),
            Map.entry("dealstream.keys[0].scopes", "deals:read,org:read,cases:read"),
            Map.entry("dealstream.keys[1].scopes", "deals:read,org:read,cases:read"),
            Map.entry("dealstream.cases.polls-per-hour", "3600"),
            Map.entry("dealstream.hub.journal-bytes", "16M"),
            Map.entry("dealstream.hub.journal-age", "30s"),
            Map.entry("dealstream.hub.slack", "10s"),
            Map.entry("dealstream.hub.state-age", "30s"),
            Map.entry("dealstream.hub.settle-grace", "2s"),
            Map.entry("dealstream.intake.remembered-ids", "100000"),
            Map.entry("dealstream.history.memory", "16M"),
            Map.entry("dealstream.history.buffer", "1M"),
            Map.entry("dealstream.streams.bookmark", "5s"),
            Map.entry("dealstream.streams.write-deadline", "5s"),
            Map.entry("dealstream.tickets.time-to-live", "10s"));

    /// The broker keeps what the longest absence needs, not an hour of everything.
    static final Map<String, String> BROKER = Map.of(
            "log.segment.bytes", "8388608",
            "log.retention.bytes", "33554432",
            "log.retention.check.interval.ms", "5000",
            "log.segment.delete.delay.ms", "1000");

    static SoakSettings fromSystemProperties() {
        double minutes = Double.parseDouble(System.getProperty("soak.minutes", "5"));
        int rate = Integer.getInteger("soak.rate", 2_000);
        long seed = Long.parseLong(System.getProperty("soak.seed", Integer.toString(new Random().nextInt(1_000_000))));
        return new SoakSettings(Duration.ofMillis((long) (minutes * 60_000)), rate, seed);
    }

    /// When the early window begins: after ten minutes of an hour.
    Duration warmth() {
        Duration part = length.dividedBy(6);
        return part.compareTo(LEAST_WARMTH) > 0 ? part : LEAST_WARMTH;
    }
}
