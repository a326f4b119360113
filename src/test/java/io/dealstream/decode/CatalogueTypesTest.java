package io.dealstream.decode;

import static io.dealstream.decode.Decoding.accepted;
import static io.dealstream.decode.Decoding.rejected;
import static io.dealstream.decode.Decoding.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.catalogue.ContractTypes;
import io.dealstream.catalogue.ContractTypes.Row;
import io.dealstream.catalogue.Entry;
import io.dealstream.event.Event;
import io.dealstream.event.Subject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every type of the contract, by the contract's own table.
class CatalogueTypesTest {

    private static final Map<String, List<Subject>> SUBJECTS = Map.of(
            "processing", List.of(new Subject("deal", "42"), Subject.whole("organisation")),
            "deal", List.of(new Subject("deal", "42"), Subject.whole("organisation")),
            "batch", List.of(new Subject("batch", "batch_7Q2mXa"), Subject.whole("organisation")),
            "case", List.of(new Subject("case", "case-2026-0117")),
            "file", List.of(Subject.whole("workspace")));

    private final RecordDecoder decoder = Decoding.decoder();

    static List<Row> types() {
        return ContractTypes.rows();
    }

    @ParameterizedTest
    @MethodSource("types")
    void acceptsTheExample(Row row) {
        ObjectNode example = example(row);
        if (row.type().equals("deal.created")) {
            example.put("deal_id", 42);
        }

        Decoded.Accepted accepted = accepted(decoder, record(row, example.toString()));

        Event event = accepted.event();
        assertThat(event.type().name()).isEqualTo(row.type());
        assertThat(value(accepted)).isEqualTo(example.toString());
        assertThat(event.subjects())
                .isEqualTo(SUBJECTS.getOrDefault(row.category(), List.of(Subject.whole("account"))));
        assertThat(event.document()).isEqualTo(document(row, example));
    }

    private static @Nullable String document(Row row, ObjectNode example) {
        return List.of("statement_id", "document_id", "file_id").stream()
                .filter(row.fields()::containsKey)
                .map(field -> example.path(field).asText())
                .findFirst()
                .orElse(null);
    }

    @ParameterizedTest
    @MethodSource("types")
    void tellsTheFactsOfTheExample(Row row) {
        ObjectNode example = example(row);

        Decoded.Accepted accepted = accepted(decoder, record(row, example.toString()));

        for (JsonNode fact : entry(row).schema().path("x-dealstream").path("facts")) {
            assertThat(accepted.facts().get(fact.asText()))
                    .isEqualTo(example.path(fact.asText()).asText());
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void rejectsItWithoutARequiredField(Row row) {
        for (String field : row.fields().keySet()) {
            ObjectNode value = example(row);
            value.remove(field);

            assertThat(rejected(decoder, record(row, value.toString())))
                    .isEqualTo(new Decoded.Rejected(Reason.MISSING_FIELD, field));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void rejectsItWithARequiredFieldOfTheWrongKind(Row row) {
        row.fields().forEach((field, kind) -> {
            for (String wrong : ContractTypes.wrong(kind)) {
                Decoded.Rejected rejected = rejected(decoder, record(row, with(example(row), field, wrong)));

                assertThat(rejected.reason()).as(field + " " + wrong).isEqualTo(Reason.INVALID_FIELD);
                assertThat(rejected.detail()).startsWith(field + ": ");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void acceptsWhateverTheContractAllows(Row row) {
        row.fields().forEach((field, kind) -> {
            for (String right : ContractTypes.right(kind)) {
                accepted(decoder, record(row, with(example(row), field, right)));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("types")
    void letsOtherFieldsPass(Row row) {
        ObjectNode value = example(row);
        value.putObject("never_heard_of").putArray("at_all").add(1.5);

        assertThat(value(accepted(decoder, record(row, value.toString())))).isEqualTo(value.toString());
    }

    private static String with(ObjectNode example, String field, String json) {
        return example.properties().stream()
                .map(each -> "\"" + each.getKey() + "\":"
                        + (each.getKey().equals(field) ? json : each.getValue().toString()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static RecordBuilder record(Row row, String value) {
        return RecordBuilder.binary(row.type(), value).on(entry(row).topic());
    }

    private static ObjectNode example(Row row) {
        return (ObjectNode) entry(row).schema().path("examples").path(0).deepCopy();
    }

    private static Entry entry(Row row) {
        return Decoding.CATALOGUE.find(row.type()).orElseThrow();
    }
}
