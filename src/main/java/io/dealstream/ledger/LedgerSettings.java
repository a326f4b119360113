package io.dealstream.ledger;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/// Whether and where there is a ledger of what was shown.
@ConfigMapping(prefix = "dealstream.ledger")
public interface LedgerSettings {

    /// The topic of the ledger; unset: there is none. The service does not make it.
    Optional<String> topic();

    /// What may wait for Kafka. Beyond it records are dropped, and counted.
    @WithDefault("16M")
    MemorySize buffer();
}
