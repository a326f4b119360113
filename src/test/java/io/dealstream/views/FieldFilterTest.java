package io.dealstream.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldFilterTest {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x     | {'x':1}                                 | {}",
                "x     | {'x':1,'a':34500.00}                    | {'a':34500.00}",
                "x     | {'a':-1.50E+2 , 'x' : {'x':[1]} }       | {'a':-1.50E+2}",
                "x     | {'b':1, 'x':2, 'a' : [ 1,  2 ]}         | {'b':1,'a' : [ 1,  2 ]}",
                "x     | {'a':{'x':1},'x':null}                  | {'a':{'x':1}}",
                "x     | {'x':1,'x':2,'a':0}                     | {'a':0}",
                "x     | {'\\u0078':1,'a':'\\u2028\\ud800'}      | {'a':'\\u2028\\ud800'}",
                "a.x   | {'a':{'x':1,'y':2},'x':3}               | {'a':{'y':2},'x':3}",
                "a.x   | {'a':[{'x':1},[{'x':2,'y':[]}],7,'x']}  | {'a':[{},[{'y':[]}],7,'x']}",
                "a.x   | {'a':7,'x':1}                           | {'a':7,'x':1}",
                "a.b.c | {'a':{'b':{'c':{'d':1}},'c':2}}         | {'a':{'b':{},'c':2}}",
                "é     | {'é':1,'e':'é'}                         | {'e':'é'}",
            })
    void takesOutWhatIsHiddenAndLeavesTheRestAsItWas(String path, String json, String left) {
        assertThat(without(path, json.replace('\'', '"'))).isEqualTo(left.replace('\'', '"'));
    }

    @Test
    void makesNothingWhereNothingIsHidden() {
        assertThat(FieldFilter.without(paths("a.x", "y"), bytes("{\"a\":{\"y\":1},\"x\":{\"y\":2}}")))
                .isNull();
    }

    @Test
    void holdsToThePathsWhateverIsNested() {
        String deep = "{\"a\":".repeat(60) + "{\"x\":1}" + "}".repeat(60);
        String arrays = "{\"a\":" + "[".repeat(100) + "{\"x\":1}" + "]".repeat(100) + "}";

        assertThat(FieldFilter.without(paths("a.x"), bytes(deep))).isNull();
        assertThat(without("a.x", arrays)).isEqualTo(arrays.replace("\"x\":1", ""));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithATree(long seed) throws IOException {
        Random random = new Random(seed);
        int reduced = 0;
        for (int round = 0; round < 2_000; round++) {
            ObjectNode tree = object(random, 0);
            String[] paths = {path(random), path(random), path(random)};
            byte[] json = bytes(
                    random.nextBoolean()
                            ? tree.toString()
                            : tree.toPrettyString().replace('\n', ' '));

            byte[] left = FieldFilter.without(paths(paths), json);

            JsonNode expected = tree.deepCopy();
            for (String path : paths) {
                remove(expected, List.of(path.split("\\.", -1)));
            }
            assertThat(JSON.readTree(left == null ? json : left)).isEqualTo(expected);
            assertThat(left == null).isEqualTo(expected.equals(tree));
            reduced += left == null ? 0 : 1;
        }
        assertThat(reduced).isGreaterThan(500);
    }

    private static void remove(JsonNode node, List<String> path) {
        if (node.isArray()) {
            node.forEach(element -> remove(element, path));
        } else if (node instanceof ObjectNode object) {
            if (path.size() == 1) {
                object.remove(path.getFirst());
            } else if (object.has(path.getFirst())) {
                remove(object.get(path.getFirst()), path.subList(1, path.size()));
            }
        }
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = JSON.createObjectNode();
        for (String name : List.of("a", "b", "x", "\"\\", "é")) {
            if (random.nextInt(3) > 0) {
                object.set(name, value(random, depth + 1));
            }
        }
        return object;
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 4 : 7)) {
            case 0 -> JSON.getNodeFactory().textNode("a:{}[],\"x\"\u2028\uD83E\uDD56");
            case 1 -> JSON.getNodeFactory().numberNode(random.nextLong());
            case 2 -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
            case 3 -> JSON.getNodeFactory().nullNode();
            case 4 -> {
                ArrayNode array = JSON.createArrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth + 1));
                }
                yield array;
            }
            default -> object(random, depth);
        };
    }

    private static String path(Random random) {
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            names.add(List.of("a", "b", "x", "é").get(random.nextInt(4)));
        }
        return String.join(".", names);
    }

    private static String without(String path, String json) {
        byte[] left = FieldFilter.without(paths(path), bytes(json));
        return left == null ? json : new String(left, StandardCharsets.UTF_8);
    }

    private static FieldPaths paths(String... texts) {
        FieldPaths paths = new FieldPaths();
        for (String text : texts) {
            paths.add(List.of(text.split("\\.", -1)));
        }
        return paths;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
