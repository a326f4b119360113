package io.dealstream.api.deals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.api.ServiceTest;
import io.dealstream.api.ShortTimes;
import io.dealstream.testing.Consumed;
import io.dealstream.testing.Metrics;
import io.dealstream.testing.Records;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.SseFrame;
import io.dealstream.testing.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/// Ten thousand spoilt records among a thousand good ones: the good ones come through, in order, and each of the others
/// is set aside with the right reason.
@QuarkusTest
@TestProfile(ShortTimes.class)
class PoisonTest extends ServiceTest {

    private static final int GOOD = 1_000;
    private static final int SPOILT = 10_000;
    private static final int SPOILT_FOR_EACH_GOOD = SPOILT / GOOD;
    /// Of these there are fewer: they are large.
    private static final int TOO_LARGE = 20;

    /// A header that tells this test's records, good and spoilt, from those of others.
    private static final String MARK = "poison-test";

    private static final long SEED = 20_260_304;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Random random = new Random(SEED);

    @Test
    void stopNothing() {
        List<Damage> damages = damages();
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (int i = 0; i < SPOILT; i++) {
            if (i % SPOILT_FOR_EACH_GOOD == 0) {
                all.add(good(i / SPOILT_FOR_EACH_GOOD));
            }
            all.add(damages.get(i).of(processing(i, 1 + random.nextInt(2)), random));
        }
        double earlier = lettersWritten();
        Map<String, String> expected = new HashMap<>();
        try (SseClient client = org.stream("/v1/events/deals/1")) {
            List<RecordMetadata> written = records.writeAll(all);

            client.await(frame -> Frames.pipeline(client).size() >= GOOD, LIMIT);
            assertThat(client.events())
                    .extracting(PoisonTest::number)
                    .containsExactlyElementsOf(IntStream.range(0, GOOD).boxed().toList());

            Iterator<Damage> damage = damages.iterator();
            for (int i = 0; i < written.size(); i++) {
                if (i % (1 + SPOILT_FOR_EACH_GOOD) != 0) {
                    RecordMetadata place = written.get(i);
                    expected.put(
                            place.offset() + "@" + place.partition(),
                            damage.next().reason());
                }
            }
        }
        List<ConsumerRecord<byte[], byte[]>> letters = letters();
        assertThat(reasons(letters)).containsExactlyInAnyOrderEntriesOf(expected);
        assertWhole(letters, all);
        assertThat(lettersWritten()).isEqualTo(earlier + SPOILT);
        assertThat(Metrics.of(service).value("dealstream_records_rejected_total", "reason=\"too-large\""))
                .isGreaterThanOrEqualTo(TOO_LARGE);
    }

    private double lettersWritten() {
        return Metrics.of(service)
                .value("dealstream_dead_letters_written_total", "topic=\"" + Topics.PROCESSING + "\"");
    }

    /// This test's letters among all.
    private List<ConsumerRecord<byte[], byte[]>> letters() {
        return Consumed.atLeast(
                SPOILT,
                kafka.bootstrapServers(),
                Topics.PROCESSING + "-dead-letters",
                LIMIT,
                letter -> letter.headers().lastHeader(MARK) != null);
    }

    private static Map<String, String> reasons(List<ConsumerRecord<byte[], byte[]>> letters) {
        Map<String, String> reasons = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            String place = header(letter, "dead-letter-offset") + "@" + header(letter, "dead-letter-partition");
            String another = reasons.put(place, header(letter, "dead-letter-reason"));
            assertThat(another).as("another letter of %s", place).isNull();
            assertThat(header(letter, "dead-letter-topic")).isEqualTo(Topics.PROCESSING);
        }
        return reasons;
    }

    /// In a random order, all about equally often but the large ones.
    private List<Damage> damages() {
        List<Damage> all = new ArrayList<>(Collections.nCopies(TOO_LARGE, Damage.TOO_LARGE));
        List<Damage> others = new ArrayList<>(EnumSet.complementOf(EnumSet.of(Damage.TOO_LARGE)));
        for (int i = 0; all.size() < SPOILT; i++) {
            all.add(others.get(i % others.size()));
        }
        Collections.shuffle(all, random);
        return all;
    }

    /// Key, value and headers of each letter are those of some record that was written.
    private static void assertWhole(
            List<ConsumerRecord<byte[], byte[]>> letters, List<ProducerRecord<byte[], byte[]>> written) {
        Map<String, Integer> left = new HashMap<>();
        written.forEach(record -> left.merge(
                content(record.key(), record.value(), record.headers().toArray()), 1, Integer::sum));
        letters.forEach(letter -> left.merge(
                content(letter.key(), letter.value(), letter.headers().toArray()), -1, Integer::sum));
        assertThat(left.values()).doesNotContain(-1).hasSizeGreaterThan(SPOILT);
        assertThat(left.values().stream().filter(count -> count == 1)).hasSize(GOOD);
    }

    private static String content(byte[] key, byte[] value, Header... headers) {
        StringBuilder text = new StringBuilder(text(key)).append('|').append(text(value));
        for (Header header : headers) {
            if (!header.key().startsWith("dead-letter-")) {
                text.append('|').append(header.key()).append('=').append(text(header.value()));
            }
        }
        return text.toString();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "none" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Good, however odd it looks: none of this goes to clients.
    private ProducerRecord<byte[], byte[]> good(int number) {
        ProducerRecord<byte[], byte[]> record = processing(number, 0);
        return switch (number % 7) {
            case 0 -> Records.header(record, "ce_id", "\r\nid: 1\0" + UUID.randomUUID());
            case 1 -> Records.header(record, "ce_source", "\n\ndata: injected\n\n");
            case 2 -> Records.header(record, "traceparent", "\r\n\0");
            case 3 -> Records.header(record, "event: x\n\n", "\0\r\n");
            case 4 -> Records.header(record, "content-type", "text/plain; \r\n");
            case 5 -> Records.header(record, "ce_time", "yesterday\r\n\0");
            default -> record;
        };
    }

    /// @param partition the good ones have one of their own, so that they have an order; it is shared by some of the
    ///     others
    private ProducerRecord<byte[], byte[]> processing(int number, int partition) {
        String key = number % 7 == 0 ? "\r\n\0" : "1";
        String json =
                "{\"deal_id\":1,\"statement_id\":1,\"stage\":\"%d\",\"progress\":%d}".formatted(number, number % 101);
        ProducerRecord<byte[], byte[]> made =
                Records.event(Topics.PROCESSING, org.tenant(), "processing.progress", key, json);
        Records.header(made, MARK, "");
        int shared = random.nextInt(3) == 0 ? 0 : partition;
        return new ProducerRecord<>(made.topic(), shared, made.key(), made.value(), made.headers());
    }

    private static int number(SseFrame frame) {
        return Integer.parseInt(frame.payload().orElseThrow().replaceFirst(".*\"stage\":\"(\\d+)\".*", "$1"));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
