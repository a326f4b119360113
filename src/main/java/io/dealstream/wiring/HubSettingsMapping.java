package io.dealstream.wiring;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// The hub's bounds, see [io.dealstream.hub.HubSettings].
@ConfigMapping(prefix = "dealstream.hub")
public interface HubSettingsMapping {

    /// How much the journals of all tenants may hold together.
    @WithDefault("128M")
    MemorySize journalBytes();

    /// How long events stay in memory after they have arrived, and how old they may be to be in memory again after a
    /// restart.
    @WithDefault("15m")
    Duration journalAge();

    /// How much may be kept of the deals, batches and cases of all tenants together that have neither readers nor
    /// events in memory; a quarter of the heap unless it is set. Past it those are forgotten that have been quiet
    /// for longest, settled ones first, and read again from Kafka when somebody asks for them.
    Optional<MemorySize> stateBytes();

    /// For how long after its last event the state of a deal, batch or case is known.
    @WithDefault("24h")
    Duration stateAge();

    /// How far before the present an id's point in time lies: longer than clocks differ and than producers go on
    /// retrying (two minutes by Kafka's default), shorter than `journal-age`.
    @WithDefault("3m")
    Duration slack();

    /// How much may wait for one reader before it is cut off.
    @WithDefault("1M")
    MemorySize queueBytes();

    /// How many streams of one tenant may be waited for at once of which nothing was ever heard; opening one more is
    /// refused (429) until another is closed or heard of.
    @WithDefault("5000")
    int awaitedPerTenant();

    /// The same for all tenants together.
    @WithDefault("20000")
    int awaited();

    /// How many deals and batches the sets (`?ids=`) may have together that are read at once, each set for itself:
    /// some 250 bytes each. Opening one more set is refused (429) past that.
    @WithDefault("250000")
    int members();

    /// How long after the last document ended a deal is settled without a `deal_updated`.
    @WithDefault("30s")
    Duration settleGrace();

    /// How many documents of a deal or batch are remembered.
    @WithDefault("10000")
    int documents();
}
