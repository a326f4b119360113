package io.dealstream.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds the compiled checks against a full implementation of JSON Schema: whatever value is thrown at both,
/// they agree.
class SchemaOracleTest {

    private static final int VALUES = 100_000;
    private static final long SEED = 20_260_304;

    private static final List<String> ODDITIES = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "42.0",
            "42.5",
            "1e2",
            "1E+2",
            "1000e-1",
            "100.0",
            "101",
            "0.1",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "9223372036854775807.0",
            "9223372036854775807.5",
            "1e30",
            "-1e30",
            "1e-30",
            "123456789012345678901234567890",
            "true",
            "false",
            "null",
            "\"\"",
            "\"success\"",
            "\"failed\"",
            "\"Success\"",
            "\"a\"",
            "\"a_b-C9\"",
            "\"a.b:c@d\"",
            "\"a b\"",
            "\"a\\n\"",
            "\"\\r\\na\"",
            "\"\\u0000\"",
            "\"\\u0085\"",
            "\"\\u2028\"",
            "\"a/b \uD83D\uDE00.pdf\"",
            "\"" + "x".repeat(1024) + "\"",
            "\"" + "x".repeat(1025) + "\"",
            "\"" + "\uD83D\uDE00".repeat(1024) + "\"",
            "\"ä\"",
            "\"\uD83D\uDE00\"",
            "\"" + "x".repeat(128) + "\"",
            "\"" + "x".repeat(129) + "\"",
            "\"" + "\uD83D\uDE00".repeat(128) + "\"",
            "{}",
            "{\"deal_id\":1}",
            "[]",
            "[1,\"a\",null]");

    private final ObjectMapper json = new ObjectMapper();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Random random = new Random(SEED);

    @Test
    void agreesWithAFullImplementationOnEveryExample() throws IOException {
        for (Entry entry : Catalogue.load().entries()) {
            JsonNode example = entry.schema().path("examples").path(0);

            assertThat(oracle(entry).validate(example)).as(entry.type().name()).isEmpty();
            assertThat(isValid(entry, example.toString()))
                    .as(entry.type().name())
                    .isTrue();
        }
    }

    @Test
    void agreesWithAFullImplementationOnMutatedValues() throws IOException {
        Catalogue catalogue = Catalogue.load();
        List<Entry> entries = new ArrayList<>(catalogue.entries());
        catalogue
                .topics()
                .forEach(topic ->
                        entries.add(catalogue.unknown(topic, "anything").orElseThrow()));
        List<Schema> oracles = entries.stream().map(this::oracle).toList();
        int valid = 0;
        for (int i = 0; i < VALUES; i++) {
            int which = i % entries.size();
            Map<String, String> fields = mutated(entries.get(which));

            boolean expected = oracles.get(which).validate(tree(fields)).isEmpty();

            assertThat(isValid(entries.get(which), text(fields)))
                    .as("%s %s", entries.get(which).type().name(), fields)
                    .isEqualTo(expected);
            valid += expected ? 1 : 0;
        }
        // Both answers have to be frequent, or the agreement says little.
        assertThat(valid).isBetween(VALUES / 5, VALUES * 4 / 5);
    }

    private Schema oracle(Entry entry) {
        ObjectNode schema = (ObjectNode) entry.schema();
        schema.remove(Entry.MEANING); // warns of keywords that it does not know
        return registry.getSchema(schema);
    }

    private Map<String, String> mutated(Entry entry) {
        Map<String, String> fields = new LinkedHashMap<>();
        JsonNode example = entry.schema().path("examples").path(0);
        example.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().toString()));
        List<String> names = new ArrayList<>();
        entry.schema().path("properties").fieldNames().forEachRemaining(names::add);
        names.add("other");
        for (int left = random.nextInt(3); left >= 0; left--) {
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(6) == 0) {
                fields.remove(name);
            } else {
                fields.put(name, ODDITIES.get(random.nextInt(ODDITIES.size())));
            }
        }
        return fields;
    }

    private static String text(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /// The oracle's form. It compares `1e30` with a bound as if it were cut to 64 bits, so integers are written
    /// out for it.
    private JsonNode tree(Map<String, String> fields) throws IOException {
        ObjectNode tree = json.createObjectNode();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            JsonNode value = json.readTree(field.getValue());
            if (value.isFloatingPointNumber()) {
                BigDecimal exact = new BigDecimal(field.getValue());
                value = exact.stripTrailingZeros().scale() <= 0
                        ? BigIntegerNode.valueOf(exact.toBigIntegerExact())
                        : DecimalNode.valueOf(exact);
            }
            tree.set(field.getKey(), value);
        }
        return tree;
    }

    private boolean isValid(Entry entry, String value) throws IOException {
        try (JsonParser parser = json.createParser(value.getBytes(StandardCharsets.UTF_8))) {
            parser.nextToken();
            return entry.read(parser) instanceof Content.Valid;
        }
    }
}
