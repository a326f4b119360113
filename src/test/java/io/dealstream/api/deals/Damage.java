package io.dealstream.api.deals;

import io.dealstream.testing.Records;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The ways in which a good record is spoilt, each with the reason for which it must be set aside. What the reasons are
/// is written down here once more, independently of the decoder.
enum Damage {
    NOISE("not-json", (good, random) -> {
        byte[] noise = new byte[1 + random.nextInt(400)];
        random.nextBytes(noise);
        noise[0] = (byte) 0xFF;
        return with(good, noise);
    }),
    TRUNCATED(
            "not-json", (good, random) -> with(good, Arrays.copyOf(good.value(), random.nextInt(good.value().length)))),
    LINE_BREAK_IN_A_STRING(
            "not-json",
            (good, random) -> with(
                    good,
                    text(good)
                            .replace(
                                    "\"stage\":\"",
                                    "\"stage\":\"" + oneOf(random, "\n", "\r", "\r\n", "\n\ndata: x")))),
    NUL(
            "not-json",
            (good, random) -> with(
                    good,
                    oneOf(
                            random,
                            "\0" + text(good),
                            text(good) + "\0",
                            text(good).replace(",", ",\0")))),
    MORE_THAN_ONE_OBJECT(
            "not-json",
            (good, random) -> with(good, text(good) + oneOf(random, "}", "x", ",", text(good), "\n\nid: 1"))),
    BYTE_ORDER_MARK("not-json", (good, random) -> with(good, "\uFEFF" + text(good))),
    BAD_ENCODING(
            "not-json",
            (good, random) -> with(
                    good,
                    text(good).replace("\"stage\":\"", "\"stage\":\"\u00FF").getBytes(StandardCharsets.ISO_8859_1))),
    DEEP(
            "not-json",
            (good, random) ->
                    with(good, text(good).replace("\"stage\":", "\"deep\":" + "[".repeat(5_000) + "],\"stage\":"))),
    NO_OBJECT(
            "not-an-object",
            (good, random) ->
                    with(good, oneOf(random, "[" + text(good) + "]", "null", "42", "\"text\"", "true", "[]"))),
    WRONG_TYPE("invalid-field", (good, random) -> {
        String field = oneOf(
                random,
                "\"deal_id\":\"1\"",
                "\"deal_id\":1.5",
                "\"deal_id\":9223372036854775808",
                "\"deal_id\":null",
                "\"deal_id\":[1]");
        return with(good, text(good).replaceFirst("\"deal_id\":1\\b", field));
    }),
    OUT_OF_RANGE(
            "invalid-field",
            (good, random) -> with(
                    good,
                    text(good).replaceFirst("\"progress\":\\d+", "\"progress\":" + oneOf(random, "-1", "101", "0.5")))),
    MISSING_FIELD(
            "missing-field",
            (good, random) -> with(
                    good,
                    text(good)
                            .replaceFirst(
                                    oneOf(random, "\"deal_id\":1,", "\"statement_id\":1,", "\"stage\":\"[^\"]*\","),
                                    ""))),
    NO_TENANT(
            "no-tenant",
            (good, random) ->
                    random.nextBoolean() ? Records.without(good, "ce_tenant") : Records.header(good, "ce_tenant", "")),
    BAD_TENANT(
            "bad-tenant",
            (good, random) -> Records.header(
                    good,
                    "ce_tenant",
                    oneOf(random, "a\r\nb", "a\n", "\0", "a b", "a\u007f", "x".repeat(129), "ä", " "))),
    NO_ATTRIBUTE(
            "missing-attribute",
            (good, random) -> Records.without(good, oneOf(random, "ce_specversion", "ce_type", "ce_id", "ce_source"))),
    EMPTY_ATTRIBUTE(
            "missing-attribute",
            (good, random) ->
                    Records.header(good, oneOf(random, "ce_specversion", "ce_type", "ce_id", "ce_source"), "")),
    BAD_ATTRIBUTE("bad-attribute", (good, random) -> switch (random.nextInt(3)) {
        case 0 -> Records.header(good, "ce_specversion", "0.3");
        case 1 -> Records.header(good, "ce_id", "x".repeat(1_025));
        default ->
            Records.header(
                    good,
                    "content-type",
                    oneOf(random, "application/cloudevents-batch+json", "application/cloudevents+avro"));
    }),
    UNKNOWN_TYPE(
            "unknown-type",
            (good, random) -> Records.header(
                    good,
                    "ce_type",
                    oneOf(
                            random,
                            "nothing",
                            "processing.progress\n",
                            "processing.progress\r\ndata: x",
                            "processing.progress\0",
                            " processing.progress",
                            "\n\nevent: stream.closed"))),
    BROKEN_ENVELOPE("not-json", (good, random) -> envelope(good, "{\"specversion\":\"1.0\",\"type\":\"")),
    ENVELOPE_WITHOUT_DATA(
            "not-an-object",
            (good, random) -> envelope(
                    good, "{\"specversion\":\"1.0\",\"type\":\"processing.progress\",\"id\":\"1\",\"source\":\"s\"}")),
    TOMBSTONE("tombstone", (good, random) -> with(good, (byte[]) null)),
    TOO_LARGE(
            "too-large",
            (good, random) -> with(
                    good, text(good).replace("\"stage\":", "\"much\":\"" + "x".repeat(256 * 1024) + "\",\"stage\":")));

    private final String reason;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that keep nothing
    private final BiFunction<ProducerRecord<byte[], byte[]>, Random, ProducerRecord<byte[], byte[]>> spoil;

    Damage(String reason, BiFunction<ProducerRecord<byte[], byte[]>, Random, ProducerRecord<byte[], byte[]>> spoil) {
        this.reason = reason;
        this.spoil = spoil;
    }

    /// What the dead letter must give as its reason.
    String reason() {
        return reason;
    }

    /// A spoilt copy of a `processing.progress` of deal 1 and document 1.
    ProducerRecord<byte[], byte[]> of(ProducerRecord<byte[], byte[]> good, Random random) {
        return spoil.apply(good, random);
    }

    private static ProducerRecord<byte[], byte[]> envelope(ProducerRecord<byte[], byte[]> good, String json) {
        return Records.header(with(good, json), "content-type", "application/cloudevents+json");
    }

    private static ProducerRecord<byte[], byte[]> with(ProducerRecord<byte[], byte[]> good, String json) {
        return with(good, json.getBytes(StandardCharsets.UTF_8));
    }

    private static ProducerRecord<byte[], byte[]> with(ProducerRecord<byte[], byte[]> good, byte[] value) {
        return new ProducerRecord<>(good.topic(), good.partition(), good.key(), value, good.headers());
    }

    private static String text(ProducerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private static String oneOf(Random random, String... choices) {
        return List.of(choices).get(random.nextInt(choices.length));
    }
}
