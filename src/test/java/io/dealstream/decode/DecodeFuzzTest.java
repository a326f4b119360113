package io.dealstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dealstream.catalogue.Entry;
import io.dealstream.decode.CatalogueSettings.UnknownTypes;
import io.dealstream.event.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Throws damaged records at the decoder: it must answer each, and whatever it accepts must be safe to send.
class DecodeFuzzTest {

    private static final int RECORDS = 60_000;
    private static final long SEED = 4_711;
    private static final byte[][] NASTY = {
        {'\r'},
        {'\n'},
        {0},
        {'\r', '\n'},
        {'"'},
        {'\\'},
        {'\\', 'u', '0', '0', '0', 'a'},
        {'{'},
        {'}'},
        {','},
        {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
        {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        {(byte) 0xFF},
        {(byte) 0xE2, (byte) 0x80, (byte) 0xA8},
        {(byte) 0xE2, (byte) 0x80, (byte) 0xA8},
        {(byte) 0xE2, (byte) 0x80, (byte) 0xA9},
        {(byte) 0xC2, (byte) 0x85},
        {'1', 'e', '9', '9', '9', '9', '9', '9', '9', '9', '9'},
        {'-'},
        {'n', 'u', 'l', 'l'}
    };

    private final ObjectMapper strict = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final List<RecordDecoder> decoders =
            List.of(Decoding.decoder(UnknownTypes.REJECT), Decoding.decoder(UnknownTypes.DELIVER));
    private final Random random = new Random(SEED);

    @Test
    void answersEveryRecordAndAcceptsOnlyWhatIsSafeToSend() throws IOException {
        List<Entry> entries = new ArrayList<>(Decoding.CATALOGUE.entries());
        int accepted = 0;
        for (int i = 0; i < RECORDS; i++) {
            RecordBuilder record = damaged(entries.get(i % entries.size()));

            Decoded decoded = decoders.get(i % 2).decode(record.build(), Decoding.POSITION);

            switch (decoded) {
                case Decoded.Accepted valid -> {
                    accepted++;
                    assertSafe(valid.event(), record.value());
                }
                case Decoded.Rejected rejected -> assertThat(rejected.reason()).isNotEqualTo(Reason.UNREADABLE);
            }
        }
        // Damage that always kills, or never does, would show little.
        assertThat(accepted).isBetween(RECORDS / 20, RECORDS * 19 / 20);
    }

    private void assertSafe(Event event, byte @Nullable [] original) throws IOException {
        for (byte b : event.value()) {
            assertThat(b).isNotEqualTo((byte) '\r').isNotEqualTo((byte) '\n').isNotEqualTo((byte) 0);
        }
        assertThat(event.value()[0]).isEqualTo((byte) '{');
        assertThat(new String(event.value(), StandardCharsets.UTF_8))
                .doesNotContainPattern("[\u000B\f\u001C-\u001E\u0085\u2028\u2029]");
        assertThat(event.type().name()).matches("[A-Za-z0-9_.-]{1,64}");
        assertThat(event.subjects())
                .isNotEmpty()
                .allSatisfy(subject -> assertThat(subject.id()).matches("[A-Za-z0-9_.:@-]{0,128}"));
        JsonNode sent = strict.readTree(event.value());
        JsonNode produced = strict.readTree(original);
        assertThat(sent)
                .isEqualTo(produced.has("specversion") && produced.has("data") ? produced.get("data") : produced);
    }

    private RecordBuilder damaged(Entry entry) {
        String example = entry.schema().path("examples").path(0).toString();
        String type = entry.type().name();
        boolean structured = random.nextInt(4) == 0;
        RecordBuilder record = structured
                ? RecordBuilder.structured("{\"specversion\":\"1.0\",\"type\":\"" + type
                        + "\",\"id\":\"e\",\"source\":\"s\",\"tenant\":\"t\",\"data\":" + example + "}")
                : RecordBuilder.binary(type, example);
        return switch (random.nextInt(8)) {
            case 0 -> record.value(random.nextInt(4) == 0 ? null : noise());
            case 1 -> damagedHeader(record);
            default -> record.value(damaged(record.value() == null ? new byte[0] : record.value()));
        };
    }

    private RecordBuilder damagedHeader(RecordBuilder record) {
        List<String> keys = new ArrayList<>(record.headers().keySet());
        String key = keys.get(random.nextInt(keys.size()));
        return switch (random.nextInt(4)) {
            case 0 -> record.without(key);
            case 1 -> record.header(key, noise());
            case 2 -> record.header("ce_time", noise());
            default -> {
                byte[] value = record.build().headers().lastHeader(key).value();
                yield record.header(key, damaged(value));
            }
        };
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] damaged(byte[] bytes) {
        byte[] result = bytes;
        for (int times = 1 + random.nextInt(3); times > 0 && result.length > 0; times--) {
            int at = random.nextInt(result.length);
            result = switch (random.nextInt(5)) {
                case 0 -> Arrays.copyOf(result, at);
                case 1 -> spliced(result, at, at + 1, new byte[] {(byte) random.nextInt(256)});
                case 2 -> spliced(result, at, Math.min(result.length, at + 1 + random.nextInt(8)), new byte[0]);
                case 3 -> spliced(result, at, at, Arrays.copyOfRange(result, at, random.nextInt(at, result.length)));
                default -> spliced(result, at, at, NASTY[random.nextInt(NASTY.length)]);
            };
        }
        return result;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        byte[] result = new byte[from + middle.length + bytes.length - to];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
        return result;
    }

    @Test
    void readsHeadersThatKafkaDeliversWithoutAValue() {
        RecordHeaders headers = new RecordHeaders();
        for (Attribute attribute : Attribute.values()) {
            headers.add(attribute.header(), null);
        }

        Decoded decoded = decoders.getFirst()
                .decode(RecordBuilder.record("t", headers, new byte[] {'{', '}'}), Decoding.POSITION);

        assertThat(decoded).isEqualTo(new Decoded.Rejected(Reason.NO_TENANT, "ce_tenant"));
    }
}
