package io.dealstream.wiring;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// The hub's bounds, see [io.dealstream.hub.HubSettings].
@ConfigMapping(prefix = "dealstream.hub")
public interface HubSettingsMapping {

    /// How many bytes the journals of all tenants may hold together.
    @WithDefault("128M")
    MemorySize journalBytes();

    /// How long events stay in memory after their arrival, and how old they may be to be read into memory after
    /// a restart.
    @WithDefault("15m")
    Duration journalAge();

    /// How many bytes the states of all quiet deals, batches and cases may take, for all tenants together.
    /// Quiet ones have neither readers nor events in memory. Unset: a quarter of the heap. Beyond that, those
    /// are forgotten that have been quiet longest, settled ones first, and read again from Kafka when somebody
    /// asks for them.
    Optional<MemorySize> stateBytes();

    /// How long the state of a deal, batch or case is kept after its last event.
    @WithDefault("24h")
    Duration stateAge();

    /// How far before the present the time in an id lies. It must be longer than clocks differ and than
    /// producers retry (two minutes by Kafka's default), and shorter than `journal-age`.
    @WithDefault("3m")
    Duration slack();

    /// How many bytes may wait for one reader before it is cut off.
    @WithDefault("1M")
    MemorySize queueBytes();

    /// How many streams without any event readers of one tenant may have open at once. Opening one more is
    /// refused (429) until one of them is closed or gets an event.
    @WithDefault("5000")
    int awaitedPerTenant();

    /// The same for all tenants together.
    @WithDefault("20000")
    int awaited();

    /// How many deals and batches all open sets (`?ids=`) may have together, some 250 bytes each. Each set
    /// counts by itself. Beyond that, opening a set is refused (429).
    @WithDefault("250000")
    int members();

    /// How long after its last document's end a deal is settled without a `deal_updated`.
    @WithDefault("30s")
    Duration settleGrace();

    /// How many documents of one deal or batch are remembered, at least 1.
    @WithDefault("10000")
    int documents();
}
