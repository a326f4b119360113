package io.dealstream.access;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rights as JSON (rights.md, "The object `rights`"): in the body of a request for a ticket, in a claim, in a
/// key's record. Anything that is not exactly as the page says is refused, so that nothing that was meant to
/// take away is ignored.
public final class RightsJson {

    private static final int MOST = 200;
    private static final int LONGEST_USER = 128;
    private static final Pattern BATCH = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Pattern CASE = Pattern.compile("[A-Za-z0-9_.:@-]{1,128}");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final Pattern VIEW = Pattern.compile("[a-z0-9-]{1,32}");

    /// Refuses a member that occurs twice, since it would be ambiguous.
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// A member does not have the form that it must have.
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        private final String member;
        private final String problem;

        MalformedException(String member, String problem) {
            super(member + " " + problem, null, false, false);
            this.member = member;
            this.problem = problem;
        }

        /// The member's name; `rights` for the whole object.
        public String member() {
            return member;
        }

        /// What the member must be, without its present value.
        public String problem() {
            return problem;
        }
    }

    private RightsJson() {}

    /// Reads rights from a text.
    ///
    /// @throws MalformedException when the text is not JSON, or a member has a wrong form
    public static Rights parse(String text) throws MalformedException {
        try {
            return read(JSON.readTree(text));
        } catch (JacksonException | StackOverflowError notJson) {
            throw new MalformedException("rights", "must be an object in JSON");
        }
    }

    /// Reads rights from the values of a JSON parser: maps, lists, texts and numbers.
    static Rights ofValue(@Nullable Object value) throws MalformedException {
        try {
            return read(JSON.valueToTree(value));
        } catch (IllegalArgumentException | StackOverflowError notJson) {
            throw new MalformedException("rights", "must be an object");
        }
    }

    /// Reads rights from a tree of JSON.
    ///
    /// @throws MalformedException when a member has a wrong form
    public static Rights read(JsonNode node) throws MalformedException {
        if (!node.isObject()) {
            throw new MalformedException("rights", "must be an object");
        }
        Set<String> deals = null;
        Set<String> batches = null;
        Set<String> cases = null;
        String document = null;
        Set<String> types = null;
        String view = null;
        String user = null;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            JsonNode value = member.getValue();
            switch (member.getKey()) {
                case "deals" -> deals = integers("deals", value);
                case "batches" -> batches = texts("batches", value, BATCH);
                case "cases" -> cases = texts("cases", value, CASE);
                case "document_id" -> document = integer("document_id", value, "must be a 64-bit integer");
                case "types" -> types = texts("types", value, TYPE);
                case "view" -> view = text("view", value, VIEW, "must be the name of a view");
                case "user" -> user = user(value);
                default -> throw unknown(member.getKey());
            }
        }
        return new Rights(deals, batches, cases, document, types, view, user);
    }

    /// The error for a member that does not exist.
    public static MalformedException unknown(String member) {
        int end = member.codePointCount(0, member.length()) > LONGEST_USER
                ? member.offsetByCodePoints(0, LONGEST_USER)
                : member.length();
        return new MalformedException(member.substring(0, end), "is not a member that there is");
    }

    /// Writes rights as [#read] takes them. Members that are null are left out.
    public static ObjectNode write(Rights rights) {
        ObjectNode node = JSON.createObjectNode();
        if (rights.deals() != null) {
            ArrayNode deals = node.putArray("deals");
            new TreeSet<>(rights.deals()).forEach(deal -> deals.add(Long.parseLong(deal)));
        }
        write(node, "batches", rights.batches());
        write(node, "cases", rights.cases());
        if (rights.document() != null) {
            node.put("document_id", Long.parseLong(rights.document()));
        }
        write(node, "types", rights.types());
        if (rights.view() != null) {
            node.put("view", rights.view());
        }
        if (rights.user() != null) {
            node.put("user", rights.user());
        }
        return node;
    }

    private static void write(ObjectNode node, String member, @Nullable Set<String> values) {
        if (values != null) {
            ArrayNode array = node.putArray(member);
            new TreeSet<>(values).forEach(array::add);
        }
    }

    private static Set<String> integers(String member, JsonNode value) throws MalformedException {
        Set<String> read = new LinkedHashSet<>();
        for (JsonNode element : array(member, value)) {
            read.add(integer(member, element, "must be an array of 64-bit integers"));
        }
        return few(member, read);
    }

    private static Set<String> texts(String member, JsonNode value, Pattern form) throws MalformedException {
        Set<String> read = new LinkedHashSet<>();
        for (JsonNode element : array(member, value)) {
            read.add(text(member, element, form, "must be an array of strings of the form " + form));
        }
        return few(member, read);
    }

    private static JsonNode array(String member, JsonNode value) throws MalformedException {
        if (!value.isArray()) {
            throw new MalformedException(member, "must be an array");
        }
        return value;
    }

    private static Set<String> few(String member, Set<String> read) throws MalformedException {
        if (read.size() > MOST) {
            throw new MalformedException(member, "must name at most " + MOST);
        }
        return read;
    }

    private static String integer(String member, JsonNode value, String problem) throws MalformedException {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new MalformedException(member, problem);
        }
        return Long.toString(value.asLong());
    }

    private static String text(String member, JsonNode value, Pattern form, String problem) throws MalformedException {
        if (!value.isTextual() || !form.matcher(value.asText()).matches()) {
            throw new MalformedException(member, problem);
        }
        return value.asText();
    }

    private static String user(JsonNode value) throws MalformedException {
        String text = value.isTextual() ? value.asText() : "";
        if (text.isEmpty()
                || text.codePointCount(0, text.length()) > LONGEST_USER
                || !text.codePoints().allMatch(RightsJson::isVisible)) {
            throw new MalformedException("user", "must be 1 to " + LONGEST_USER + " visible characters");
        }
        return text;
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
