package io.dealstream.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/// Makes `Events.java` of the service's catalogue.
final class Generator {

    static final Path MADE = Path.of("src", "main", "java", "io", "dealstream", "client", "Events.java");

    private static final Path CATALOGUE = Path.of("..", "..", "src", "main", "resources", "catalogue");
    private static final String NL = "\n";

    /// What a rule may say; anything else has to be understood by [Rule] first.
    private static final Set<String> KEYWORDS =
            Set.of("description", "type", "enum", "minimum", "maximum", "minLength", "maxLength", "pattern");

    private static final String HEAD = """
            package io.dealstream.client;

            import java.util.LinkedHashMap;
            import java.util.List;
            import java.util.Map;

            /// The event types with their fields: what [Event#typed] gives, and what [Producer#record] takes. Made of the
            /// service's catalogue by the tests of this module, never by hand: `mvn test -Dtest=GeneratedTest -Dgenerate`.
            ///
            /// A field that may be left out is null where it is. Numbers are `Long` or `long` where they are integers; others
            /// are any `Number`, as read a `Long`, `BigInteger` or `BigDecimal` with the digits that were written.
            public final class Events {

                private Events() {}
            """;

    private final StringBuilder out = new StringBuilder(HEAD);

    /// One field.
    private record Field(String name, Map<String, Object> schema, boolean required) {

        String java() {
            StringBuilder java = new StringBuilder();
            for (String word : name.split("_", -1)) {
                java.append(java.isEmpty() ? word : capital(word));
            }
            String made = java.toString();
            return SourceVersion.isKeyword(made) || made.equals("type") || made.equals("fields") ? made + "_" : made;
        }

        List<String> types() {
            Object said = schema.get("type");
            if (said == null) {
                return List.of();
            }
            return said instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of((String) said);
        }

        /// The type in Java, of a field that may be null or must not.
        String hint() {
            List<String> known =
                    types().stream().filter(type -> !type.equals("null")).toList();
            if (known.size() != 1) {
                return "Object";
            }
            boolean plain = required && !types().contains("null");
            return switch (known.get(0)) {
                case "integer" -> plain ? "long" : "Long";
                case "boolean" -> plain ? "boolean" : "Boolean";
                case "number" -> "Number";
                case "string" -> "String";
                case "object" -> "Map<String, Object>";
                case "array" -> "List<Object>";
                default -> throw new IllegalStateException(name);
            };
        }

        String reading() {
            String from = "data.get(" + quoted(name) + ")";
            return switch (hint()) {
                case "Object" -> from;
                case "Map<String, Object>" -> "Json.object(" + from + ")";
                case "List<Object>" -> "Json.list(" + from + ")";
                default -> "(" + hint() + ") " + from;
            };
        }

        boolean mayBeLeftOut() {
            return !required;
        }
    }

    static String made() throws IOException {
        Map<String, Object> index = read("index.json");
        List<Map<String, Object>> schemas = new ArrayList<>();
        for (Object file : (List<?>) index.get("types")) {
            schemas.add(read((String) file));
        }
        Generator generator = new Generator();
        Set<String> names = new HashSet<>();
        for (Map<String, Object> schema : schemas) {
            if (!names.add(className(schema))) {
                throw new IllegalStateException("two types have one name in Java: " + className(schema));
            }
            generator.record(schema);
        }
        generator.readers(schemas);
        generator.rules(schemas);
        return generator.out.append("}").append(NL).toString();
    }

    private static Map<String, Object> read(String file) throws IOException {
        return Json.readObject(Files.readString(CATALOGUE.resolve(file)));
    }

    private void record(Map<String, Object> schema) {
        List<Field> fields = fields(schema);
        String name = className(schema);
        line("");
        line("    /// " + schema.get("title") + ". " + schema.get("description"));
        line("    ///");
        fields.forEach(field -> line("    /// @param " + field.java() + " " + lower(field)));
        line("    public record " + name + "(" + parameters(fields) + ") implements TypedEvent {");
        List<Field> required =
                fields.stream().filter(field -> !field.mayBeLeftOut()).toList();
        if (required.size() < fields.size()) {
            line("");
            line("        /// Without the fields that may be left out.");
            line("        public " + name + "(" + parameters(required) + ") {");
            line("            this("
                    + fields.stream()
                            .map(field -> field.mayBeLeftOut() ? "null" : field.java())
                            .collect(Collectors.joining(", "))
                    + ");");
            line("        }");
        }
        line("");
        line("        @Override");
        line("        public String type() {");
        line("            return " + quoted(typeOf(schema)) + ";");
        line("        }");
        line("");
        line("        @Override");
        line("        public Map<String, Object> fields() {");
        line("            Map<String, Object> fields = new LinkedHashMap<>();");
        for (Field field : fields) {
            String put = "fields.put(" + quoted(field.name()) + ", " + field.java() + ");";
            if (field.mayBeLeftOut()) {
                line("            if (" + field.java() + " != null) {");
                line("                " + put);
                line("            }");
            } else {
                line("            " + put);
            }
        }
        line("            return fields;");
        line("        }");
        line("    }");
    }

    private void readers(List<Map<String, Object>> schemas) {
        line("");
        line("    /// The fields of an event; null where the type is not known here, or its fields are others.");
        line("    static TypedEvent read(String type, Map<String, Object> data) {");
        line("        try {");
        line("            return switch (type) {");
        for (Map<String, Object> schema : schemas) {
            String values = fields(schema).stream().map(Field::reading).collect(Collectors.joining(", "));
            line("                case " + quoted(typeOf(schema)) + " -> new " + className(schema) + "(" + values
                    + ");");
        }
        line("                default -> null;");
        line("            };");
        line("        } catch (ClassCastException | NullPointerException e) {");
        line("            return null;");
        line("        }");
        line("    }");
    }

    private void rules(List<Map<String, Object>> schemas) {
        line("");
        line("    private static final Map<String, Rule> RULES = new LinkedHashMap<>();");
        line("");
        line("    static {");
        for (Map<String, Object> schema : schemas) {
            Map<String, Object> about = Json.object(schema.get("x-dealstream"));
            String key = ((List<?>) about.get("subjects"))
                    .stream()
                            .map(subject -> (String) Json.object(subject).get("field"))
                            .filter(field -> field != null)
                            .findFirst()
                            .map(Generator::quoted)
                            .orElse("null");
            List<String> anyOf = texts(
                    schema.get("anyOf"), choice -> list(Json.object(choice).get("required")));
            line("        add(new Rule(");
            line("                " + quoted(typeOf(schema)) + ",");
            line("                " + quoted((String) about.get("topic")) + ",");
            line("                " + key + ",");
            line("                " + list(schema.get("required")) + ",");
            line("                List.of(" + String.join(", ", anyOf) + "),");
            List<String> entries = new ArrayList<>();
            for (Field field : fields(schema)) {
                String rule = rule(field);
                if (rule != null) {
                    entries.add("Map.entry(" + quoted(field.name()) + ", " + rule + ")");
                }
            }
            line(
                    entries.isEmpty()
                            ? "                Map.of()));"
                            : "                Map.ofEntries(" + NL
                                    + entries.stream()
                                            .map(entry -> "                        " + entry)
                                            .collect(Collectors.joining("," + NL))
                                    + ")));");
        }
        line("    }");
        line("");
        line("    private static void add(Rule rule) {");
        line("        RULES.put(rule.type(), rule);");
        line("    }");
        line("");
        line("    /// What the catalogue says of a type; null where it has none of that name.");
        line("    static Rule rule(String type) {");
        line("        return RULES.get(type);");
        line("    }");
    }

    private static String rule(Field field) {
        Map<String, Object> schema = field.schema();
        if (!KEYWORDS.containsAll(schema.keySet())) {
            throw new IllegalStateException("not known to Rule: " + schema.keySet());
        }
        if (field.types().isEmpty()) {
            return null;
        }
        String rule = "Rule.Field.of("
                + field.types().stream().map(Generator::quoted).collect(Collectors.joining(", ")) + ")";
        if (schema.containsKey("minimum")) {
            rule += ".from(" + bound(schema.get("minimum")) + ", " + bound(schema.get("maximum")) + ")";
        }
        if (schema.containsKey("pattern")) {
            String pattern = (String) schema.get("pattern");
            rule += ".like(" + schema.get("minLength") + ", " + schema.get("maxLength") + ", "
                    + quoted(pattern.substring(1, pattern.length() - 1)) + ")";
        }
        if (schema.containsKey("enum")) {
            rule += ".outOf(" + String.join(", ", texts(schema.get("enum"), value -> quoted((String) value))) + ")";
        }
        return rule;
    }

    private static String bound(Object bound) {
        long value = (Long) bound;
        if (value == Long.MIN_VALUE) {
            return "Long.MIN_VALUE";
        }
        return value == Long.MAX_VALUE ? "Long.MAX_VALUE" : Long.toString(value);
    }

    private static List<Field> fields(Map<String, Object> schema) {
        Map<String, Object> properties =
                Json.object(schema.getOrDefault("properties", new LinkedHashMap<String, Object>()));
        List<?> required = (List<?>) schema.getOrDefault("required", List.of());
        Stream<Field> all = properties.entrySet().stream()
                .map(each -> new Field(each.getKey(), Json.object(each.getValue()), required.contains(each.getKey())));
        return all.toList();
    }

    private static String parameters(List<Field> fields) {
        return fields.stream().map(field -> field.hint() + " " + field.java()).collect(Collectors.joining(", "));
    }

    private static String lower(Field field) {
        String description = (String) field.schema().get("description");
        String text = description.endsWith(".") ? description.substring(0, description.length() - 1) : description;
        return Character.toLowerCase(text.charAt(0))
                + text.substring(1)
                + (field.mayBeLeftOut() ? "; may be null" : "");
    }

    private static String list(Object texts) {
        return "List.of(" + String.join(", ", texts(texts, text -> quoted((String) text))) + ")";
    }

    private static List<String> texts(Object list, java.util.function.Function<Object, String> form) {
        return list == null
                ? List.of()
                : ((List<?>) list).stream().map(each -> form.apply(each)).toList();
    }

    private static String typeOf(Map<String, Object> schema) {
        return (String) Json.object(schema.get("x-dealstream")).get("type");
    }

    private static String className(Map<String, Object> schema) {
        String name = Stream.of(typeOf(schema).split("[._]", -1))
                .map(Generator::capital)
                .collect(Collectors.joining());
        return name.equals("Error") ? "FileError" : name;
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private void line(String text) {
        out.append(text).append(NL);
    }
}
