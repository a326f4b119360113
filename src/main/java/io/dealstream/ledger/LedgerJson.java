package io.dealstream.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dealstream.access.KeyHash;
import io.dealstream.access.Origin;
import io.dealstream.event.EventFilter;
import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import io.dealstream.event.StreamKey;
import io.dealstream.event.Subject;
import io.dealstream.event.SubjectSet;
import io.dealstream.event.Tenant;
import io.dealstream.ledger.LedgerRecord.Place;
import io.dealstream.views.TypePattern;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The form of the ledger's records on their topic (rights.md, "The ledger of what was shown"). Fields that a
/// later version adds are ignored.
public final class LedgerJson {

    /// The longest record.
    static final int MOST_BYTES = 1 << 20;

    private static final int LONGEST_TEXT = 1_024;
    private static final int MOST_ITEMS = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LedgerJson() {}

    static byte[] write(LedgerRecord record) {
        try {
            return JSON.writeValueAsBytes(tree(record));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Writes a record as on the topic.
    public static ObjectNode tree(LedgerRecord record) {
        Showing showing = record.showing();
        ObjectNode node = JSON.createObjectNode();
        node.put("visit", record.visit());
        node.put("part", record.part());
        node.put("kind", showing.way().name().toLowerCase(Locale.ROOT));
        write(node, showing.origin());
        put(node, "user", showing.user());
        node.put("tenant", showing.stream().tenant().id());
        node.put("endpoint", showing.endpoint());
        Subject subject = showing.stream().subject();
        node.put("subject", subject.kind());
        if (!subject.id().isEmpty()) {
            ArrayNode ids = node.putArray("ids");
            SubjectSet.members(subject).forEach(member -> ids.add(member.id()));
        }
        put(node, "types", showing.filter().types());
        put(node, "document_id", showing.filter().document());
        put(node, "categories", showing.filter().categories());
        put(node, "rights_document_id", showing.document());
        put(node, "view", showing.view());
        put(node, "view_types", showing.viewTypes());
        Place first = record.first();
        if (first != null) {
            node.put("first_id", first.id());
            node.set("first_at", place(first.position()));
        }
        put(node, "last_id", record.lastId());
        if (!record.words().isEmpty()) {
            ArrayNode words = node.putArray("last_words_at");
            record.words().forEach(word -> words.add(place(word)));
        }
        node.put("events", record.events());
        node.put("from", Instant.ofEpochMilli(record.from()).toString());
        node.put("to", Instant.ofEpochMilli(record.to()).toString());
        if (record.openEnd()) {
            node.put("open_end", true);
        }
        return node;
    }

    private static void write(ObjectNode node, Origin origin) {
        switch (origin) {
            case Origin.Key(KeyHash hash) -> node.put("key", hash.hex());
            case Origin.User(String issuer, String subject) -> {
                node.put("token_issuer", issuer);
                node.put("token_subject", subject);
            }
            case Origin.Anonymous() -> node.put("anonymous", true);
        }
    }

    private static void put(ObjectNode node, String member, @Nullable String value) {
        if (value != null) {
            node.put(member, value);
        }
    }

    private static void put(ObjectNode node, String member, @Nullable Collection<String> values) {
        if (values != null) {
            ArrayNode array = node.putArray(member);
            new TreeSet<>(values).forEach(array::add);
        }
    }

    private static ObjectNode place(Position position) {
        return JSON.createObjectNode()
                .put("topic", position.partition().topic())
                .put("partition", position.partition().index())
                .put("incarnation", position.partition().tag())
                .put("offset", position.offset());
    }

    /// Reads the value of a record; empty where it is not one of the ledger's.
    public static Optional<LedgerRecord> read(byte @Nullable [] value) {
        if (value == null || value.length > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(JSON.readTree(value)));
        } catch (IOException | IllegalArgumentException | DateTimeException | StackOverflowError notOurs) {
            return Optional.empty();
        }
    }

    private static LedgerRecord read(JsonNode node) {
        boolean openEnd = node.path("open_end").asBoolean(false);
        Place first = node.has("first_id") ? new Place(text(node, "first_id"), place(node.path("first_at"))) : null;
        List<Position> words = new ArrayList<>();
        for (JsonNode word : items(node.path("last_words_at"))) {
            words.add(place(word));
        }
        return new LedgerRecord(
                showing(node),
                text(node, "visit"),
                (int) number(node.path("part"), Integer.MAX_VALUE),
                first,
                optional(node, "last_id"),
                words,
                number(node.path("events"), Long.MAX_VALUE),
                time(node, "from"),
                time(node, "to"),
                openEnd);
    }

    private static Showing showing(JsonNode node) {
        String kind = text(node, "subject");
        List<String> ids = texts(node, "ids");
        Subject subject = ids == null ? Subject.whole(kind) : SubjectSet.named(kind, ids);
        List<String> viewTypes = texts(node, "view_types");
        if (viewTypes != null) {
            viewTypes.forEach(TypePattern::parse);
        }
        return new Showing(
                Showing.Way.valueOf(text(node, "kind").toUpperCase(Locale.ROOT)),
                origin(node),
                optional(node, "user"),
                text(node, "endpoint"),
                new StreamKey(new Tenant(text(node, "tenant")), subject),
                new EventFilter(set(node, "types"), optional(node, "document_id"), set(node, "categories")),
                optional(node, "rights_document_id"),
                optional(node, "view"),
                viewTypes);
    }

    private static Origin origin(JsonNode node) {
        if (node.has("key")) {
            return new Origin.Key(new KeyHash(text(node, "key")));
        }
        if (node.has("token_subject")) {
            return new Origin.User(text(node, "token_issuer"), text(node, "token_subject"));
        }
        if (node.path("anonymous").asBoolean(false)) {
            return new Origin.Anonymous();
        }
        throw new IllegalArgumentException("nobody");
    }

    private static Position place(JsonNode node) {
        Partition partition =
                new Partition(text(node, "topic"), (int) number(node.path("partition"), Integer.MAX_VALUE), (int)
                        number(node.path("incarnation"), Integer.MAX_VALUE));
        return new Position(partition, number(node.path("offset"), Long.MAX_VALUE), 0);
    }

    private static String text(JsonNode node, String member) {
        return text(node.path(member));
    }

    private static String text(JsonNode value) {
        if (!value.isTextual() || value.asText().length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("not a text");
        }
        return value.asText();
    }

    private static @Nullable String optional(JsonNode node, String member) {
        return node.has(member) ? text(node, member) : null;
    }

    private static JsonNode items(JsonNode array) {
        if (!(array.isArray() || array.isMissingNode()) || array.size() > MOST_ITEMS) {
            throw new IllegalArgumentException("not a list");
        }
        return array;
    }

    private static @Nullable List<String> texts(JsonNode node, String member) {
        if (!node.has(member)) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : items(node.path(member))) {
            texts.add(text(item));
        }
        return texts;
    }

    private static @Nullable Set<String> set(JsonNode node, String member) {
        List<String> texts = texts(node, member);
        return texts == null ? null : Set.copyOf(texts);
    }

    private static long number(JsonNode value, long most) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0 || value.asLong() > most) {
            throw new IllegalArgumentException("not a number");
        }
        return value.asLong();
    }

    private static long time(JsonNode node, String member) {
        try {
            return Instant.parse(text(node, member)).toEpochMilli();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(member, e);
        }
    }
}
