package io.dealstream.telemetry;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Which of the meters that libraries offer are taken.
@Singleton
final class MeterChoice {

    /// Netty's two groups of event loops would both register this one, without a tag that tells them apart. The second
    /// is refused with a warning at each start, so what is left says nothing about the loops that serve.
    @Produces
    @Singleton
    MeterFilter withoutTheNumberOfEventLoops() {
        return MeterFilter.denyNameStartsWith("netty.eventexecutor.workers");
    }
}
