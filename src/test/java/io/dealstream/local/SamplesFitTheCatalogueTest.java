package io.dealstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.dealstream.catalogue.Catalogue;
import io.dealstream.catalogue.Content;
import io.dealstream.catalogue.Entry;
import io.dealstream.event.Event;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.Tenant;
import io.dealstream.progress.DealProgress;
import io.dealstream.progress.DealView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// The samples are what the service expects of producers, and add up to what the contract says.
class SamplesFitTheCatalogueTest {

    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final JsonFactory JSON = new JsonFactory();
    private static final Partition PARTITION = new Partition("processing-events", 0, 1);

    private final SampleWriter writer =
            new SampleWriter(TopicNames.of(ConfigProvider.getConfig()), "demo", InstantSource.system(), () -> "id");

    /// The service's own word.
    private static final String STALLED = "processing.stalled";

    @Test
    void everySampleIsValidAndOnItsTopic() {
        Cast cast = new Cast("demo", 4, new Random(5), new PassingTime());

        assertThat(Stream.generate(cast::next).limit(5_000)).allSatisfy(sample -> {
            ProducerRecord<String, byte[]> record = writer.record(sample);
            assertThat(entry(sample).topic()).isEqualTo(record.topic());
            assertThat(content(sample)).as("%s", sample).isInstanceOf(Content.Valid.class);
        });
    }

    @Test
    void theSamplesShowMostOfTheCatalogue() {
        Cast cast = new Cast("demo", 4, new Random(5), new PassingTime());

        Set<String> types =
                Stream.generate(cast::next).limit(20_000).map(Sample::type).collect(Collectors.toSet());

        assertThat(types).hasSizeGreaterThan(50);
        assertThat(types)
                .doesNotContain(STALLED)
                .containsAll(CATALOGUE.entries().stream()
                        .filter(entry -> Set.of("processing-events", "deal-events", "batch-events", "case-events")
                                .contains(entry.topic()))
                        .map(entry -> entry.type().name())
                        .filter(type -> !type.equals(STALLED))
                        .toList());
    }

    @Test
    void aDealAndItsRepetitionSettle() {
        DealProgress deal = new DealProgress(Duration.ofSeconds(30), 100);
        long time = 1_000;
        for (int run = 0; run < 3; run++) {
            List<Sample> events = new DealStory(42, run).events();
            for (Sample sample : events) {
                Event event = event(sample, ++time);
                deal.apply(event, ((Content.Valid) content(sample)).facts());
            }
            DealView view = deal.view();
            assertThat(deal.completeAt()).isLessThanOrEqualTo(time);
            assertThat(deal.lastWord()).extracting(word -> word.type().name()).isEqualTo("deal_updated");
            assertThat(view.status()).extracting(status -> status.text()).isEqualTo("under_review");
            assertThat(view.documents())
                    .hasSizeBetween(1, 4)
                    .allSatisfy(document -> assertThat(document.progress()).isNotNull());
        }
    }

    private Event event(Sample sample, long time) {
        Content.Valid content = (Content.Valid) content(sample);
        return new Event(
                new Tenant("demo"),
                entry(sample).type(),
                content.subjects(),
                content.document(),
                writer.record(sample).value(),
                "id",
                time,
                time,
                new Position(PARTITION, time, time),
                null);
    }

    private static Entry entry(Sample sample) {
        return CATALOGUE.find(sample.type()).orElseThrow(() -> new AssertionError(sample.type() + " is not known"));
    }

    private Content content(Sample sample) {
        try (JsonParser parser = JSON.createParser(writer.record(sample).value())) {
            parser.nextToken();
            return entry(sample).read(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
