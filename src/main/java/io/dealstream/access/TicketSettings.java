package io.dealstream.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// Short-lived tickets, which are used in a URL in place of a secret.
@ConfigMapping(prefix = "dealstream.tickets")
public interface TicketSettings {

    /// The secret that signs tickets, at least 32 characters, the same on all replicas. Unset: random for each
    /// process, so that a ticket is valid only on the replica that issued it.
    Optional<String> secret();

    /// How long a ticket may be used.
    @WithDefault("30s")
    Duration timeToLive();

    /// The topic on which replicas agree who used a ticket first. It need not exist: without it, a ticket is
    /// accepted once on each replica.
    @WithDefault("dealstream-used-tickets")
    String topic();

    /// How many used tickets are remembered until they expire, including those that were used on other
    /// replicas. When there are more, further tickets are refused for now.
    @WithDefault("250000")
    int maxUsed();
}
