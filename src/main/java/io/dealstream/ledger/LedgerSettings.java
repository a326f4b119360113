package io.dealstream.ledger;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/// The ledger of what was shown (rights.md).
@ConfigMapping(prefix = "dealstream.ledger")
public interface LedgerSettings {

    /// The topic of the ledger. Unset: there is no ledger. The service does not create the topic.
    Optional<String> topic();

    /// How many bytes of records may wait for Kafka. Beyond that, records are dropped and counted.
    @WithDefault("16M")
    MemorySize buffer();
}
