package io.dealstream.telemetry;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Chooses among the meters that libraries offer.
@Singleton
final class MeterChoice {

    /// Leaves out a meter that both of Netty's groups of event loops would register, without a tag that tells
    /// them apart. The second one is refused with a warning at each start, so the meter says nothing about the
    /// loops that serve.
    @Produces
    @Singleton
    MeterFilter withoutTheNumberOfEventLoops() {
        return MeterFilter.denyNameStartsWith("netty.eventexecutor.workers");
    }
}
