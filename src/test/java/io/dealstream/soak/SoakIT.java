package io.dealstream.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.chaos.Replica;
import io.dealstream.testing.BrokerProcess;
import io.dealstream.testing.Metrics;
import io.dealstream.testing.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever comes, and whatever they bring: after an hour the service takes no more of anything than after ten minutes.
@Tag("soak")
class SoakIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int VISITORS = 60;

    @TempDir
    private Path folder;

    private final SoakSettings settings = SoakSettings.fromSystemProperties();

    @Test
    void takesNoMoreOfAnythingTheLongerItRunsAndBringsEveryEvent() throws Exception {
        System.out.printf("Soak of %s: %s%n", Replica.application().file().getFileName(), settings);
        Path log = Files.createDirectories(Path.of("target", "soak")).resolve("soak.log");
        try (BrokerProcess broker = new BrokerProcess(folder, SoakSettings.BROKER);
                Replica replica = new Replica(broker.bootstrapServers(), log, SoakSettings.SERVICE)) {
            broker.start();
            Topics.create(broker.bootstrapServers());
            replica.start();
            Awaitility.await("replica").atMost(LIMIT).until(replica::isReady);
            int port = replica.address().getPort();
            long began = System.nanoTime();
            try (Congregation congregation = new Congregation(port);
                    Pipeline pipeline = new Pipeline(broker.bootstrapServers(), settings.rate(), settings.seed())) {
                Awaitility.await("readers").atMost(LIMIT).until(congregation::hasSettledIn);
                pipeline.start();
                try (Visitors visitors = new Visitors(port, pipeline).come(VISITORS, settings.seed())) {
                    rest(began, settings.warmth());
                    Window early = Window.of(replica);
                    rest(began, settings.length().minus(Window.LENGTH));
                    Comparison comparison = new Comparison(early, Window.of(replica));
                    pipeline.finish();
                    awaitEverything(congregation, pipeline);
                    System.out.println(comparison);
                    judge(comparison, congregation, pipeline, visitors.counts(), new Metrics(replica.metrics()));
                }
            }
        }
    }

    private static void awaitEverything(Congregation congregation, Pipeline pipeline) {
        try {
            Awaitility.await().atMost(LIMIT).until(() -> congregation.hasEverything(pipeline));
        } catch (ConditionTimeoutException e) {
            System.out.println("Not everyone has everything");
        }
    }

    private static void judge(
            Comparison comparison,
            Congregation congregation,
            Pipeline pipeline,
            Map<String, Long> visits,
            Metrics metrics) {
        visits.forEach((what, count) -> System.out.printf("%,12d  %s%n", count, what));
        System.out.printf(
                "%,12d  events to %d readers over %d connections%n",
                congregation.deliveries(), congregation.size(), congregation.connections());
        SoftAssertions verdict = new SoftAssertions();
        verdict.assertThat(comparison.grown()).as("grown").isEmpty();
        verdict.assertThat(congregation.complaints(pipeline)).as("complaints").isEmpty();
        verdict.assertThat(visits.keySet()).as("what visitors met").noneMatch(what -> what.matches(".* 50[02]"));
        for (Deed deed : Deed.values()) {
            verdict.assertThat(visits).as("what visitors did").containsKey(deed.name());
        }
        // or the run has shown nothing
        for (String due : new String[] {
            "dealstream_dead_letters_written_total", "dealstream_streams_reset_total", "dealstream_history_served_total"
        }) {
            verdict.assertThat(metrics.value(due)).as(due).isPositive();
        }
        verdict.assertThat(metrics.value("dealstream_streams_ended_total", "reason=\"slow_consumer\""))
                .as("slow readers")
                .isPositive();
        verdict.assertThat(metrics.value("dealstream_streams_ended_total", "reason=\"completed\""))
                .as("completed streams")
                .isPositive();
        verdict.assertAll();
        assertThat(congregation.deliveries()).isPositive();
    }

    private static void rest(long began, Duration until) {
        long end = began + until.toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
