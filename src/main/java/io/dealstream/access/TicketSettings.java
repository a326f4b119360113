package io.dealstream.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// Short-lived tickets that stand in a URL in place of a secret.
@ConfigMapping(prefix = "dealstream.tickets")
public interface TicketSettings {

    /// What tickets are signed with, at least 32 characters, the same on all replicas. Unset: random for each
    /// process, so that a ticket holds only where it was issued.
    Optional<String> secret();

    /// How long a ticket may be used.
    @WithDefault("30s")
    Duration timeToLive();

    /// The topic on which replicas agree who was first to use a ticket. It need not exist: without it, and without a
    /// secret, a ticket passes once on each replica.
    @WithDefault("dealstream-used-tickets")
    String topic();

    /// How many used tickets are remembered until they expire, those that were used on other replicas included; while
    /// there are more, further ones are put off.
    @WithDefault("250000")
    int maxUsed();
}
