package io.dealstream.decode;

import static io.dealstream.decode.Decoding.accepted;
import static io.dealstream.decode.Decoding.rejected;
import static io.dealstream.decode.Decoding.value;
import static io.dealstream.decode.RecordBuilder.binary;
import static io.dealstream.decode.RecordBuilder.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.decode.CatalogueSettings.UnknownTypes;
import io.dealstream.event.Event;
import io.dealstream.event.EventType;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDecoderTest {

    private static final String PROGRESS =
            "{\"deal_id\":42,\"statement_id\":101,\"stage\":\"screening\",\"progress\":70}";
    private static final String METRICS = """
            {"deal_id": 42, "document_id": 15, "avg_daily_balance": 34500.00, "avg_monthly_deposits": 1.2543E+5,\
             "nsf_count": 2, "timestamp": "2026-03-04T10:01:09Z"}""";

    /// Half of a pair of surrogates.
    private static final byte[] BROKEN = {'a', (byte) 0xED, (byte) 0xA0, (byte) 0x80};

    private final RecordDecoder decoder = Decoding.decoder();

    @Test
    void makesAnEventOfARecord() {
        Decoded.Accepted accepted = accepted(
                decoder,
                binary("processing.progress", PROGRESS)
                        .header("ce_time", "2026-03-04T11:01:00.25+01:00")
                        .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        Event event = accepted.event();
        assertThat(event.tenant()).isEqualTo(new Tenant("org_7"));
        assertThat(event.type()).isEqualTo(new EventType("processing.progress", "processing"));
        assertThat(event.subjects()).containsExactly(new Subject("deal", "42"), Subject.whole("organisation"));
        assertThat(event.document()).isEqualTo("101");
        assertThat(value(accepted)).isEqualTo(PROGRESS);
        assertThat(event.id()).isEqualTo("e-1");
        assertThat(event.time())
                .isEqualTo(Instant.parse("2026-03-04T10:01:00.250Z").toEpochMilli());
        assertThat(event.recordTime()).isEqualTo(RecordBuilder.TIMESTAMP);
        assertThat(event.position()).isEqualTo(Decoding.POSITION);
        assertThat(event.traceparent()).isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(accepted.source()).isEqualTo("/pipeline/worker-3");
        assertThat(accepted.facts().get("stage")).isEqualTo("screening");
        assertThat(accepted.facts().get("progress")).isEqualTo("70");
        assertThat(accepted.facts().get("deal_id")).isNull();
    }

    @Test
    void takesTheTimeOfTheRecordWhereTheProducerGivesNone() {
        Event event = accepted(decoder, binary("processing.progress", PROGRESS)).event();

        assertThat(event.time()).isEqualTo(RecordBuilder.TIMESTAMP);
        assertThat(event.traceparent()).isNull();
        assertThat(accepted(decoder, binary("processing.progress", PROGRESS)).mistimed())
                .isFalse();
    }

    @Test
    void doesNotCareOnWhichTopicAKnownTypeArrives() {
        RecordBuilder record = binary("deal_updated", "{\"deal_id\":1,\"status\":\"ready\",\"timestamp\":\"t\"}");

        assertThat(accepted(decoder, record.on("deal-events")).event().document())
                .isNull();
        assertThat(accepted(decoder, record.on("somewhere")).event().subjects()).contains(new Subject("deal", "1"));
    }

    @Test
    void keepsTheNameOfADocumentOnceUnlessItIsLong() {
        RecordDecoder lenient = Decoding.decoder(UnknownTypes.DELIVER);

        assertThat(document(lenient, "a".repeat(128))).isSameAs(document(lenient, "a".repeat(128)));
        assertThat(document(lenient, "a".repeat(129)))
                .isEqualTo("a".repeat(129))
                .isNotSameAs(document(lenient, "a".repeat(129)));
    }

    private static @Nullable String document(RecordDecoder lenient, String id) {
        String value = "{\"deal_id\":1,\"document_id\":\"" + id + "\"}";
        return accepted(lenient, binary("deal.archived", value)).event().document();
    }

    // ---- the value

    @Test
    void keepsTheDigitsOfNumbers() {
        Decoded.Accepted accepted = accepted(decoder, binary("metrics_complete", METRICS));

        assertThat(value(accepted)).isEqualTo(METRICS).contains("34500.00").contains("1.2543E+5");
    }

    @Test
    void handsOnTheProducersBytesWithoutACopy() {
        byte[] value = bytes(PROGRESS);

        assertThat(accepted(decoder, binary("processing.progress", "").value(value))
                        .event()
                        .value())
                .isSameAs(value);
    }

    @Test
    void putsTheValueOnOneLineAndLeavesTheRecordAlone() {
        String pretty =
                "\r\n{\n\t\"deal_id\": 42,\r\n\t\"statement_id\": 101,\r\"stage\":\"a\\nb\",\"progress\":7.0e1}\n \n";
        byte[] value = bytes(pretty);

        Decoded.Accepted accepted =
                accepted(decoder, binary("processing.progress", "").value(value));

        assertThat(value(accepted))
                .isEqualTo("{ \t\"deal_id\": 42,  \t\"statement_id\": 101, \"stage\":\"a\\nb\",\"progress\":7.0e1}");
        assertThat(new String(value, StandardCharsets.UTF_8)).isEqualTo(pretty);
        assertThat(accepted.facts().get("stage")).isEqualTo("a\nb");
        assertThat(accepted.facts().get("progress")).isEqualTo("7.0e1");
    }

    @Test
    void keepsTextThatIsNotAscii() {
        byte[] value = bytes(
                "{\"deal_id\":43,\"business_name\":\"Bäckerei 東京 \uD83E\uDD56 \u2027\u202A\u00A0\",\"created_by\":\"é\"}");

        assertThat(accepted(decoder, binary("deal.created", "").value(value))
                        .event()
                        .value())
                .isSameAs(value);
    }

    @Test
    void escapesWhatSomeTakeForTheEndOfALineAndNothingElse() {
        String value =
                "\n{\"deal_id\":43, \"\u2028\":[\"é\u2028\u2029\",\"\\\\\u0085\"],\t\"business_name\":\"A\u2028B\","
                        + "\n\"created_by\":\"\\u2028 \\n \u007F \u0086 \u2027\u2030 \uD83E\uDD56\"}";

        Decoded.Accepted accepted = accepted(decoder, binary("deal.created", value));

        assertThat(value(accepted))
                .isEqualTo(
                        "{\"deal_id\":43, \"\\u2028\":[\"é\\u2028\\u2029\",\"\\\\\\u0085\"],\t\"business_name\":\"A\\u2028B\","
                                + " \"created_by\":\"\\u2028 \\n \u007F \u0086 \u2027\u2030 \uD83E\uDD56\"}");
    }

    /// Python's `splitlines` takes each of these for the end of a line.
    @ParameterizedTest
    @ValueSource(strings = {"\u000B", "\u000C", "\u001C", "\u001D", "\u001E", "\u0085", "\u2028", "\u2029"})
    void takesNoOtherEndOfALineAnywhereButInStringsAndNoControlEvenThere(String end) {
        assertRefusedAsNotJson(bytes("{" + end + "}"));
        assertRefusedAsNotJson(bytes("{\"a\":1" + end + ",\"b\":2}"));
        assertRefusedAsNotJson(bytes("{}" + end));
        assertRefusedAsNotJson(bytes("{\"a\":\"\\" + end + "\"}"));
        if (end.charAt(0) < ' ') {
            assertRefusedAsNotJson(bytes("{\"a\":\"" + end + "\"}"));
            assertRefusedAsNotJson(bytes("{\"a" + end + "\":1}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "42.0", "4.2e1", "420E-1", "42.000"})
    void namesADealInOneWayHoweverItsNumberIsWritten(String number) {
        Event event = accepted(decoder, binary("processing.progress", PROGRESS.replace("42", number)))
                .event();

        assertThat(event.subjects().getFirst()).isEqualTo(new Subject("deal", "42"));
        assertThat(new String(event.value(), StandardCharsets.UTF_8)).contains("\"deal_id\":" + number + ",");
    }

    @Test
    void namesDealZeroAndTheOutermostOnes() {
        assertThat(subject("-0")).isEqualTo("0");
        assertThat(subject("-0.0")).isEqualTo("0");
        assertThat(subject("9223372036854775807")).isEqualTo("9223372036854775807");
        assertThat(subject("-9223372036854775808.0")).isEqualTo("-9223372036854775808");
    }

    private String subject(String number) {
        RecordBuilder record = binary("processing.progress", PROGRESS.replace("42", number));
        return accepted(decoder, record).event().subjects().getFirst().id();
    }

    @Test
    void takesTheLastOfRepeatedFields() {
        String value = "{\"deal_id\":\"x\",\"statement_id\":101,\"stage\":\"a\",\"progress\":1,\"deal_id\":42,"
                + "\"stage\":\"b\",\"statement_id\":102}";

        Decoded.Accepted accepted = accepted(decoder, binary("processing.progress", value));

        assertThat(accepted.event().subjects()).contains(new Subject("deal", "42"));
        assertThat(accepted.event().document()).isEqualTo("102");
        assertThat(accepted.facts().get("stage")).isEqualTo("b");
        assertThat(rejected(decoder, binary("processing.progress", value.replace("42", "\"42\"")))
                        .reason())
                .isEqualTo(Reason.INVALID_FIELD);
    }

    @Test
    void takesNoPartOfARepeatedFieldThatWasReplaced() {
        String value =
                "{\"deal_id\":1,\"status\":\"ready\",\"timestamp\":\"t\",\"health_score\":72.5,\"health_score\":{}}";

        assertThat(accepted(decoder, binary("deal_updated", value)).facts().get("health_score"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "{}}",
                "{}{}",
                "{} x",
                "{},",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":5.}",
                "{\"a\":1e}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"x}",
                "{\"a\":\"x\ny\"}",
                "{\"a\":\"x\ty\"}",
                "{\"a\":\"x\u0000y\"}",
                "{\u0000}",
                "{\"a\":1}\u0000",
                "{\u000b}",
                "{/* */}",
                "// x\n{}",
                "\uFEFF{}",
                "{}\uFEFF",
                "x",
                "nul",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[1,2}",
                "{\"a\":[}]"
            })
    void refusesWhatIsNotStrictlyJson(String value) {
        // status_update demands no field, so nothing but the form can be wrong
        assertThat(rejected(decoder, binary("status_update", value)).reason()).isEqualTo(Reason.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{}]", "null", "true", "5", "\"{}\"", " [ ]"})
    void refusesWhatIsNoObject(String value) {
        assertThat(rejected(decoder, binary("status_update", value)).reason()).isEqualTo(Reason.NOT_AN_OBJECT);
    }

    @Test
    void refusesEveryEncodingButUtf8() {
        String text = "{\"state\":\"idle\"}";

        assertRefusedAsNotJson(text.getBytes(StandardCharsets.UTF_16LE));
        assertRefusedAsNotJson(text.getBytes(StandardCharsets.UTF_16BE));
        assertRefusedAsNotJson(text.getBytes(StandardCharsets.UTF_16));
        assertRefusedAsNotJson(text.getBytes(StandardCharsets.UTF_32LE));
        assertRefusedAsNotJson(text.getBytes(StandardCharsets.UTF_32BE));
        assertRefusedAsNotJson("{\"state\":\"frühstück\"}".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void refusesBytesThatAreAlmostUtf8() {
        assertRefusedAsNotJson(inString(0xC0, 0xAF)); // a slash in two bytes
        assertRefusedAsNotJson(inString(0xE0, 0x80, 0x8A)); // a line feed in three
        assertRefusedAsNotJson(inString(0xF0, 0x80, 0x80, 0x8D)); // a carriage return in four
        assertRefusedAsNotJson(inString(0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80)); // a pair of surrogates: CESU-8
        assertRefusedAsNotJson(inString(0xED, 0xA0, 0x80)); // half of one
        assertRefusedAsNotJson(inString(0xF4, 0x90, 0x80, 0x80)); // beyond Unicode
        assertRefusedAsNotJson(inString(0xE2, 0x82)); // cut off
        assertRefusedAsNotJson(inString(0x80));
        assertRefusedAsNotJson(inString(0xFF));
    }

    private static byte[] inString(int... middle) {
        byte[] value = bytes("{\"state\":\"" + "x".repeat(middle.length) + "\"}");
        for (int i = 0; i < middle.length; i++) {
            value[10 + i] = (byte) middle[i];
        }
        return value;
    }

    private void assertRefusedAsNotJson(byte[] value) {
        assertThat(rejected(decoder, binary("status_update", "").value(value)).reason())
                .isEqualTo(Reason.NOT_JSON);
    }

    @Test
    void boundsTheDepth() {
        String within = "{\"a\":" + "[".repeat(127) + "]".repeat(127) + "}";

        accepted(decoder, binary("status_update", within));
        assertRefusedAsNotJson(bytes("{\"a\":" + "[".repeat(128) + "]".repeat(128) + "}"));
        assertRefusedAsNotJson(bytes("{\"a\":".repeat(50_000)));
    }

    @Test
    void boundsTheSize() {
        String fits = "{\"text\":\"" + "x".repeat(256 * 1024 - 11) + "\"}";

        assertThat(accepted(decoder, binary("status_update", fits)).event().value())
                .hasSize(256 * 1024);
        assertThat(rejected(decoder, binary("status_update", fits + " ")))
                .isEqualTo(new Decoded.Rejected(Reason.TOO_LARGE, "at most 262144 bytes"));
    }

    @Test
    void boundsTheLengthOfANumberButNotItsSize() {
        String huge = "{\"a\":1e9999999999,\"b\":" + "9".repeat(1000) + "}";

        assertThat(value(accepted(decoder, binary("status_update", huge)))).isEqualTo(huge);
        assertRefusedAsNotJson(bytes("{\"a\":" + "9".repeat(1001) + "}"));
    }

    @Test
    void refusesATombstone() {
        assertThat(rejected(decoder, binary("status_update", "{}").value(null)).reason())
                .isEqualTo(Reason.TOMBSTONE);
    }

    // ---- the attributes

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_type", "ce_id", "ce_source"})
    void refusesARecordThatLacksAnAttribute(String header) {
        Decoded.Rejected missing = new Decoded.Rejected(Reason.MISSING_ATTRIBUTE, header);
        RecordBuilder record = binary("processing.progress", PROGRESS);

        assertThat(rejected(decoder, record.without(header))).isEqualTo(missing);
        assertThat(rejected(decoder, record.header(header, ""))).isEqualTo(missing);
    }

    @Test
    void refusesARecordThatBelongsToNobody() {
        RecordBuilder record = binary("processing.progress", PROGRESS);

        assertThat(rejected(decoder, record.without("ce_tenant")).reason()).isEqualTo(Reason.NO_TENANT);
        assertThat(rejected(decoder, record.header("ce_tenant", "")).reason()).isEqualTo(Reason.NO_TENANT);
        assertThat(rejected(decoder, record.without("ce_tenant").header("CE_TENANT", "org_7"))
                        .reason())
                .isEqualTo(Reason.NO_TENANT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "org\t7", "org\n7", "org_7\n", "örg", "org_7\u007f", " ", "org_7\u0000", "\u001b[31m"})
    void refusesATenantThatCouldBeMistaken(String tenant) {
        assertThat(rejected(decoder, binary("processing.progress", PROGRESS).header("ce_tenant", tenant))
                        .reason())
                .isEqualTo(Reason.BAD_TENANT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth0|5f7c", "a+b@c.de", "org/7", "*", "\"\\"})
    void takesATenantAsItsIssuerCallsIt(String tenant) {
        Decoded.Accepted accepted =
                accepted(decoder, binary("processing.progress", PROGRESS).header("ce_tenant", tenant));

        assertThat(accepted.event().tenant().id()).isEqualTo(tenant);
    }

    @Test
    void boundsTheTenant() {
        RecordBuilder record = binary("processing.progress", PROGRESS);

        accepted(decoder, record.header("ce_tenant", "t".repeat(128)));
        assertThat(rejected(decoder, record.header("ce_tenant", "t".repeat(129)))
                        .reason())
                .isEqualTo(Reason.BAD_TENANT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1", "1.0.1", "2.0", " 1.0", "1.0\n"})
    void knowsOnlyCloudEvents1(String version) {
        assertThat(rejected(decoder, binary("processing.progress", PROGRESS).header("ce_specversion", version)))
                .isEqualTo(new Decoded.Rejected(Reason.BAD_ATTRIBUTE, "ce_specversion: 1.0 expected"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "2026-03-04",
                "1772618460123",
                "2026-03-04T10:01:00",
                "2026-03-04 10:01:00Z",
                "2026-03-04T10:01:00GMT",
                "Wed, 4 Mar 2026 10:01:00 GMT",
                "2026-02-30T10:01:00Z",
                "2026-03-04T10:01:00Z\n",
                "\u0000"
            })
    void takesTheTimeOfTheRecordWhereTheProducersIsNone(String time) {
        Decoded.Accepted accepted =
                accepted(decoder, binary("processing.progress", PROGRESS).header("ce_time", time));

        assertThat(accepted.event().time()).isEqualTo(RecordBuilder.TIMESTAMP);
        assertThat(accepted.mistimed()).isTrue();
    }

    @Test
    void takesTheTimeOfTheRecordWhereTheProducersIsNotEvenText() {
        RecordBuilder record = binary("processing.progress", PROGRESS).header("ce_time", BROKEN);

        assertThat(accepted(decoder, record).event().time()).isEqualTo(RecordBuilder.TIMESTAMP);
        assertThat(accepted(decoder, record).mistimed()).isTrue();
    }

    @Test
    void cutsTimesThatHaveNoForm() {
        RecordBuilder record = binary("processing.progress", PROGRESS);

        assertThat(time(record.header("ce_time", "9999-12-31T23:59:59.999-01:00")))
                .isEqualTo("9999-12-31T23:59:59.999Z");
        assertThat(time(record.header("ce_time", "0000-01-01T00:00:00+01:00"))).isEqualTo("0000-01-01T00:00:00Z");
        assertThat(time(record.at(Long.MAX_VALUE))).isEqualTo("9999-12-31T23:59:59.999Z");
        assertThat(time(record.at(Long.MIN_VALUE))).isEqualTo("0000-01-01T00:00:00Z");
        assertThat(accepted(decoder, record.at(Long.MAX_VALUE)).event().recordTime())
                .isEqualTo(Long.MAX_VALUE);
    }

    private String time(RecordBuilder record) {
        return Instant.ofEpochMilli(accepted(decoder, record).event().time()).toString();
    }

    @Test
    void takesAnyCharacterInIdAndSourceUpToALength() {
        RecordBuilder record = binary("processing.progress", PROGRESS);

        assertThat(accepted(decoder, record.header("ce_id", "a\r\nid: 5\u0000ü"))
                        .event()
                        .id())
                .isEqualTo("a\r\nid: 5\u0000ü");
        assertThat(accepted(decoder, record.header("ce_id", "i".repeat(1024)))
                        .event()
                        .id())
                .hasSize(1024);
        assertThat(rejected(decoder, record.header("ce_id", "i".repeat(1025))).reason())
                .isEqualTo(Reason.BAD_ATTRIBUTE);
        assertThat(rejected(decoder, record.header("ce_source", "s".repeat(1025)))
                        .reason())
                .isEqualTo(Reason.BAD_ATTRIBUTE);
    }

    @Test
    void refusesAttributesThatAreNotUtf8() {
        RecordBuilder record = binary("processing.progress", PROGRESS);

        assertThat(rejected(decoder, record.header("ce_id", BROKEN)))
                .isEqualTo(new Decoded.Rejected(Reason.BAD_ATTRIBUTE, "ce_id: UTF-8 expected"));
        assertThat(rejected(decoder, record.header("ce_tenant", BROKEN)).reason())
                .isEqualTo(Reason.BAD_TENANT);
        accepted(decoder, record.header("x-other", BROKEN));
        assertThat(accepted(decoder, record.header("traceparent", BROKEN))
                        .event()
                        .traceparent())
                .isNull();
    }

    @Test
    void takesTheLastOfRepeatedHeadersAndNullAsAbsent() {
        assertThat(repeated("ce_id", "e-2"))
                .isInstanceOfSatisfying(
                        Decoded.Accepted.class,
                        accepted -> assertThat(accepted.event().id()).isEqualTo("e-2"));
        assertThat(repeated("ce_type", "deal_updated")).isEqualTo(new Decoded.Rejected(Reason.MISSING_FIELD, "status"));
        assertThat(repeated("ce_id", (String) null)).isEqualTo(new Decoded.Rejected(Reason.MISSING_ATTRIBUTE, "ce_id"));
    }

    @Test
    void refusesARecordThatNamesTwoTenants() {
        Decoded.Rejected unclear = new Decoded.Rejected(Reason.BAD_TENANT, "ce_tenant: more than one");

        assertThat(repeated("ce_tenant", "org_8")).isEqualTo(unclear);
        assertThat(repeated("ce_tenant", "org_8", "org_7")).isEqualTo(unclear);
        assertThat(repeated("ce_tenant", "ORG_7")).isEqualTo(unclear);
        assertThat(repeated("ce_tenant", "")).isEqualTo(unclear);
        assertThat(repeated("ce_tenant", (String) null)).isEqualTo(unclear);
        assertThat(repeated("ce_tenant", "org_7")).isInstanceOf(Decoded.Accepted.class);
    }

    /// What becomes of a record of `org_7` with more headers of one name.
    private Decoded repeated(String name, @Nullable String... values) {
        RecordHeaders headers = new RecordHeaders(
                binary("processing.progress", PROGRESS).build().headers());
        for (String value : values) {
            headers.add(name, value == null ? null : bytes(value));
        }
        return decoder.decode(RecordBuilder.record("t", headers, bytes(PROGRESS)), Decoding.POSITION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n",
                "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "x",
                ""
            })
    void ignoresATraceThatIsNone(String traceparent) {
        RecordBuilder record = binary("processing.progress", PROGRESS).header("traceparent", traceparent);

        assertThat(accepted(decoder, record).event().traceparent()).isNull();
    }

    @Test
    void takesTheTraceUnderTheNameOfTheCloudEventsExtensionToo() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        RecordBuilder record = binary("processing.progress", PROGRESS).header("ce_traceparent", trace);

        assertThat(accepted(decoder, record).event().traceparent()).isEqualTo(trace);
    }

    @Test
    void takesAnyContentTypeOfDataInBinaryMode() {
        RecordBuilder record = binary("processing.progress", PROGRESS);

        accepted(decoder, record.header("content-type", "application/json; charset=utf-8"));
        accepted(decoder, record.header("content-type", "text/plain"));
    }

    // ---- types

    @Test
    void refusesUnknownTypes() {
        assertThat(rejected(decoder, binary("deal.archived", "{\"deal_id\":1}")))
                .isEqualTo(new Decoded.Rejected(Reason.UNKNOWN_TYPE, "ce_type"));
        assertThat(rejected(decoder, binary("Processing.Progress", PROGRESS)).reason())
                .isEqualTo(Reason.UNKNOWN_TYPE);
    }

    @Test
    void deliversUnknownTypesThatCarryTheirTopicsSubjectIfAsked() {
        RecordDecoder lenient = Decoding.decoder(UnknownTypes.DELIVER);

        Event deal = accepted(lenient, binary("deal.archived", "{\"deal_id\":1,\"statement_id\":9.0}"))
                .event();
        assertThat(deal.type()).isEqualTo(new EventType("deal.archived", "processing"));
        assertThat(deal.subjects()).containsExactly(new Subject("deal", "1"), Subject.whole("organisation"));
        assertThat(deal.document()).isEqualTo("9");

        Event file = accepted(
                        lenient,
                        binary("case.reopened", "{\"case_id\":\"c-1\"}").on("cases-eu"))
                .event();
        assertThat(file.subjects()).containsExactly(new Subject("case", "c-1"));

        Event account = accepted(lenient, binary("ai.mood.changed", "{}").on("account-events"))
                .event();
        assertThat(account.type().category()).isEqualTo("ai");
        assertThat(account.subjects()).containsExactly(Subject.whole("account"));
    }

    /// Clients would take such an event for word of the stream itself.
    @ParameterizedTest
    @ValueSource(strings = {"stream.reset", "stream.closed", "stream_closed", "heartbeat", "message", "open"})
    void deliversNoUnknownTypeThatIsCalledLikeSomethingElseOfAStream(String type) {
        RecordDecoder lenient = Decoding.decoder(UnknownTypes.DELIVER);

        assertThat(rejected(lenient, binary(type, "{\"deal_id\":1}")))
                .isEqualTo(new Decoded.Rejected(Reason.UNKNOWN_TYPE, "ce_type"));
    }

    @Test
    void refusesUnknownTypesThatDoNotSayWhomTheyConcern() {
        RecordDecoder lenient = Decoding.decoder(UnknownTypes.DELIVER);

        assertThat(rejected(lenient, binary("deal.archived", "{\"document_id\":1}")))
                .isEqualTo(new Decoded.Rejected(Reason.MISSING_FIELD, "deal_id"));
        assertThat(rejected(lenient, binary("deal.archived", "{\"deal_id\":\"1\"}")))
                .isEqualTo(new Decoded.Rejected(Reason.INVALID_FIELD, "deal_id: integer of 64 bits expected"));
        assertThat(rejected(lenient, binary("deal.archived", "{\"deal_id\":1}").on("elsewhere"))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_TYPE);
        assertThat(rejected(lenient, binary("processing.progress", "{\"deal_id\":1}"))
                        .reason())
                .isEqualTo(Reason.MISSING_FIELD);
    }

    @Test
    void looksForTheSubjectOfEachTopicThatSharesAName() {
        RecordDecoder lenient = Decoding.decoder(UnknownTypes.DELIVER);

        assertThat(accepted(lenient, binary("x", "{\"deal_id\":1}").on("everything"))
                        .event()
                        .subjects())
                .contains(new Subject("deal", "1"));
        assertThat(accepted(lenient, binary("x", "{\"batch_id\":\"b\"}").on("everything"))
                        .event()
                        .subjects())
                .contains(new Subject("batch", "b"));
        assertThat(accepted(lenient, binary("x", "{}").on("everything")).event().subjects())
                .containsExactly(Subject.whole("workspace"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\nb", "a\n", "é", "a:b", "a/b", "\u0000", "a\rdata: x"})
    void letsNoUnknownTypeThroughThatCouldSplitAFrame(String type) {
        RecordDecoder lenient = Decoding.decoder(UnknownTypes.DELIVER);

        assertThat(rejected(lenient, binary(type, "{\"deal_id\":1}")).reason()).isEqualTo(Reason.UNKNOWN_TYPE);
    }

    // ---- what is kept

    @Test
    void sharesTenantsAndSubjectsBetweenEvents() {
        Event one = accepted(decoder, binary("processing.progress", PROGRESS)).event();
        Event two = accepted(decoder, binary("processing.progress", PROGRESS.replace("70", "71")))
                .event();

        assertThat(two.tenant()).isSameAs(one.tenant());
        assertThat(two.subjects()).isSameAs(one.subjects());
        assertThat(two.type()).isSameAs(one.type());
    }

    @Test
    void saysNothingOfTheContentWhenItRefuses() {
        List<RecordBuilder> records = List.of(
                binary("processing.progress", "{\"deal_id\":\"s3cret\"}"),
                binary("processing.progress", "{s3cret"),
                binary("processing.progress", PROGRESS.replace("70", "\"s3cret\"")),
                binary("s3cret", PROGRESS),
                binary("processing.progress", PROGRESS).header("ce_source", ""),
                binary("processing.progress", PROGRESS).header("ce_tenant", "s3cret s3cret"),
                binary("processing.progress", PROGRESS).header("ce_specversion", "s3cret"));

        assertThat(records)
                .allSatisfy(record ->
                        assertThat(rejected(decoder, record).toString()).doesNotContain("s3cret"));
    }
}
