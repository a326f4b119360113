package io.dealstream.decode;

import static io.dealstream.decode.Decoding.accepted;
import static io.dealstream.decode.Decoding.rejected;
import static io.dealstream.decode.Decoding.value;
import static io.dealstream.decode.RecordBuilder.structured;
import static org.assertj.core.api.Assertions.assertThat;

import io.dealstream.event.Event;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredModeTest {

    private static final String DATA =
            "{\"deal_id\": 42, \"status\": \"ready\", \"sum\": 34500.00, \"timestamp\": \"t\"}";
    private static final String ENVELOPE = """
            {"specversion":"1.0","type":"deal_updated","id":"e-9","source":"/worker","tenant":"org_7",
             "time":"2026-03-04T10:01:12Z","datacontenttype":"application/json","data":%s,
             "traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","subject":["ignored"]}
            """.formatted(DATA);

    private final RecordDecoder decoder = Decoding.decoder();

    @Test
    void readsTheAttributesFromTheEnvelope() {
        Decoded.Accepted accepted = accepted(decoder, structured(ENVELOPE));

        Event event = accepted.event();
        assertThat(event.tenant()).isEqualTo(new Tenant("org_7"));
        assertThat(event.type().name()).isEqualTo("deal_updated");
        assertThat(event.subjects()).contains(new Subject("deal", "42"));
        assertThat(event.id()).isEqualTo("e-9");
        assertThat(event.time()).isEqualTo(Instant.parse("2026-03-04T10:01:12Z").toEpochMilli());
        assertThat(event.traceparent()).startsWith("00-0af7");
        assertThat(accepted.source()).isEqualTo("/worker");
        assertThat(accepted.facts().get("status")).isEqualTo("ready");
    }

    @Test
    void cutsTheDataOutOfTheRecord() {
        assertThat(value(accepted(decoder, structured(ENVELOPE)))).isEqualTo(DATA);
    }

    @Test
    void findsTheDataWhereverItStands() {
        String attributes =
                "\"specversion\":\"1.0\",\"type\":\"status_update\",\"id\":\"1\",\"source\":\"s\",\"tenant\":\"w\"";
        String data = "{\"größe\":[1.10,{\"}\":\"{\"}],\n\"b\":\"\\\"}\"}";
        String line = data.replace('\n', ' ');

        assertThat(value(accepted(decoder, structured("{\"data\":" + data + "," + attributes + "}"))))
                .isEqualTo(line);
        assertThat(value(accepted(decoder, structured("{" + attributes + ",\"data\" :\r\n " + data + "\n}\n"))))
                .isEqualTo(line);
        assertThat(value(accepted(decoder, structured("{\"é\":\"ü\"," + attributes + ",\"data\":{}}"))))
                .isEqualTo("{}");
    }

    @Test
    void takesTheLastOfRepeatedMembers() {
        String twice = ENVELOPE.replaceFirst("\\{", "{\"id\":\"e-1\",\"data\":{\"deal_id\":1},");

        Decoded.Accepted accepted = accepted(decoder, structured(twice));

        assertThat(accepted.event().id()).isEqualTo("e-9");
        assertThat(value(accepted)).isEqualTo(DATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json",
                "application/cloudevents+json; charset=UTF-8",
                "Application/CloudEvents+JSON ;charset=utf-8"
            })
    void isToldByTheContentType(String contentType) {
        accepted(decoder, structured(ENVELOPE).header("content-type", contentType));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents",
                "application/cloudevents+avro",
                "application/cloudevents+jsonx",
                "application/cloudevents-batch+json"
            })
    void refusesOtherFormatsOfCloudEvents(String contentType) {
        assertThat(rejected(decoder, structured(ENVELOPE).header("content-type", contentType))
                        .reason())
                .isEqualTo(Reason.BAD_ATTRIBUTE);
    }

    @Test
    void takesTheTenantFromTheHeaderWhereTheEnvelopeHasNone() {
        String without = ENVELOPE.replace("\"tenant\":\"org_7\",", "");

        assertThat(rejected(decoder, structured(without)).reason()).isEqualTo(Reason.NO_TENANT);
        assertThat(accepted(decoder, structured(without).header("ce_tenant", "org_8"))
                        .event()
                        .tenant())
                .isEqualTo(new Tenant("org_8"));
    }

    @Test
    void refusesTwoTenants() {
        accepted(decoder, structured(ENVELOPE).header("ce_tenant", "org_7"));
        assertThat(rejected(decoder, structured(ENVELOPE).header("ce_tenant", "org_8")))
                .isEqualTo(new Decoded.Rejected(Reason.BAD_TENANT, "the envelope and ce_tenant differ"));
        assertThat(rejected(decoder, structured(ENVELOPE.replaceFirst("\\{", "{\"tenant\":\"org_8\","))))
                .isEqualTo(new Decoded.Rejected(Reason.BAD_TENANT, "ce_tenant: more than one"));
        accepted(decoder, structured(ENVELOPE.replaceFirst("\\{", "{\"tenant\":\"org_7\",")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"\"", "\"2026-03-04 10:01:12Z\"", "\"2026-03-04T10:01:12GMT\"", "1772618472000", "{}", "[1]"})
    void takesTheTimeOfTheRecordWhereTheProducersIsNone(String time) {
        String envelope = ENVELOPE.replace("\"2026-03-04T10:01:12Z\"", time);

        Decoded.Accepted accepted = accepted(decoder, structured(envelope));

        assertThat(accepted.event().time()).isEqualTo(RecordBuilder.TIMESTAMP);
        assertThat(accepted.mistimed()).isTrue();
        assertThat(value(accepted)).isEqualTo(DATA);
    }

    @Test
    void ignoresATraceThatIsNoText() {
        String envelope = ENVELOPE.replaceAll("\"traceparent\":\"[^\"]*\"", "\"traceparent\":7");

        assertThat(accepted(decoder, structured(envelope)).event().traceparent())
                .isNull();
    }

    @Test
    void escapesWhatSomeTakeForTheEndOfALine() {
        String data = DATA.replace("ready", "a\u2028b\u2029c\u0085d");
        String escaped = DATA.replace("ready", "a\\u2028b\\u2029c\\u0085d");
        String base64 = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));

        assertThat(value(accepted(decoder, structured(ENVELOPE.replace(DATA, data)))))
                .isEqualTo(escaped);
        assertThat(value(accepted(
                        decoder,
                        structured(ENVELOPE.replace("\"data\":" + DATA, "\"data_base64\":\"" + base64 + "\"")))))
                .isEqualTo(escaped);
    }

    @Test
    void doesNotTakeOtherAttributesFromHeaders() {
        String without = ENVELOPE.replace("\"id\":\"e-9\",", "");

        assertThat(rejected(decoder, structured(without).header("ce_id", "e-9")))
                .isEqualTo(new Decoded.Rejected(Reason.MISSING_ATTRIBUTE, "ce_id"));
    }

    @Test
    void takesTheTraceFromTheHeaderWhereTheEnvelopeHasNone() {
        String trace = "00-11111111111111111111111111111111-b7ad6b7169203331-01";
        String without = ENVELOPE.replaceAll("\"traceparent\":\"[^\"]*\"", "\"traceparent\":null");

        assertThat(accepted(decoder, structured(without).header("traceparent", trace))
                        .event()
                        .traceparent())
                .isEqualTo(trace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "type", "id", "source"})
    void refusesAnEnvelopeThatLacksAnAttribute(String name) {
        String without = ENVELOPE.replaceAll("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":null");
        String number = ENVELOPE.replaceAll("\"" + name + "\":\"[^\"]*\"", "\"" + name + "\":1.0");

        assertThat(rejected(decoder, structured(without)))
                .isEqualTo(new Decoded.Rejected(Reason.MISSING_ATTRIBUTE, "ce_" + name));
        assertThat(rejected(decoder, structured(number)))
                .isEqualTo(new Decoded.Rejected(Reason.BAD_ATTRIBUTE, "ce_" + name + ": string expected"));
    }

    @Test
    void takesDataAsBase64() {
        String base64 = Base64.getEncoder().encodeToString(DATA.getBytes(StandardCharsets.UTF_8));
        String envelope = ENVELOPE.replace("\"data\":" + DATA, "\"data_base64\":\"" + base64 + "\"");

        assertThat(value(accepted(decoder, structured(envelope)))).isEqualTo(DATA);
        assertThat(rejected(decoder, structured(envelope.replace(base64, "?"))).reason())
                .isEqualTo(Reason.NOT_JSON);
        assertThat(rejected(decoder, structured(envelope.replace("\"" + base64 + "\"", "{}")))
                        .reason())
                .isEqualTo(Reason.NOT_JSON);
        assertThat(rejected(decoder, structured(envelope.replace("{\"specversion", "{\"data\":{},\"specversion")))
                        .reason())
                .isEqualTo(Reason.BAD_ATTRIBUTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "\"{}\"", "true", "null"})
    void refusesDataThatIsNoObject(String data) {
        assertThat(rejected(decoder, structured(ENVELOPE.replace(DATA, data))).reason())
                .isEqualTo(Reason.NOT_AN_OBJECT);
    }

    @Test
    void refusesAnEnvelopeWithoutData() {
        assertThat(rejected(decoder, structured(ENVELOPE.replace("\"data\":", "\"payload\":"))))
                .isEqualTo(new Decoded.Rejected(Reason.NOT_AN_OBJECT, "data is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "x", "{\"data\":{}", "{\"data\":{}}}", "{\"data\":{\"a\":1,}}"})
    void refusesAnEnvelopeThatIsNoObject(String envelope) {
        assertThat(rejected(decoder, structured(envelope)).reason()).isIn(Reason.NOT_JSON, Reason.NOT_AN_OBJECT);
    }

    @Test
    void holdsTheDataToTheCatalogue() {
        assertThat(rejected(decoder, structured(ENVELOPE.replace("\"deal_id\": 42, ", ""))))
                .isEqualTo(new Decoded.Rejected(Reason.MISSING_FIELD, "deal_id"));
    }

    @Test
    void boundsTheDataAndTheEnvelopeAround() {
        String large = "{\"deal_id\":42,\"status\":\"" + "x".repeat(256 * 1024) + "\",\"timestamp\":\"t\"}";
        String padded = ENVELOPE.replaceFirst("\\{", "{" + " ".repeat(512 * 1024));

        assertThat(rejected(decoder, structured(ENVELOPE.replace(DATA, large))).reason())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(rejected(decoder, structured(padded)).reason()).isEqualTo(Reason.TOO_LARGE);
    }
}
