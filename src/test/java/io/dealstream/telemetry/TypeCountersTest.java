package io.dealstream.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.event.EventType;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class TypeCountersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TypeCounters counters =
            new TypeCounters(registry, Catalogue.load(), "dealstream.tested", "What is tested");

    @Test
    void countsEachTypeOfTheCatalogueByItself() {
        counters.count(new EventType("processing.progress", "processing"));
        counters.count(new EventType("processing.progress", "processing"));
        counters.count(new EventType("deal.created", "deal"));

        assertThat(counted("processing.progress")).isEqualTo(2);
        assertThat(counted("deal.created")).isEqualTo(1);
    }

    @Test
    void unknownTypesShareOneTagHoweverManyThereAre() {
        for (int i = 0; i < 1_000; i++) {
            counters.count(new EventType("processing.invented" + i, "processing"));
        }

        assertThat(registry.getMeters()).hasSize(1);
        assertThat(counted(TypeCounters.OTHER)).isEqualTo(1_000);
    }

    private double counted(String type) {
        FunctionCounter counter =
                registry.find("dealstream.tested").tag("type", type).functionCounter();
        assertThat(counter).isNotNull();
        return counter.count();
    }
}
