package io.dealstream.client;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/// Makes the records of one producer, with the checks that the service would make.
///
/// ```java
/// Producer events = new Producer("acme", "/workers/parser");
/// ProducedRecord record = events.record(new Events.ProcessingProgress(42, 101, "parsing_with_llm", 40));
/// ```
public final class Producer {

    /// Of a value, bytes, where the service is not set up otherwise.
    private static final int LARGEST = 256 << 10;
    /// Of an attribute, characters.
    private static final int LONGEST = 1024;

    private static final Pattern TENANT = Pattern.compile("[!-~]{1,128}");

    private final String tenant;
    private final String source;
    private final Map<String, String> topics;
    private final int largest;

    /// What an event has besides its type's fields.
    ///
    /// @param extra further fields, which clients get as they are
    /// @param id tells the event from all others of its source, for a record that may be made twice; null: made up
    /// @param time when it happened; null: now
    public record Details(Map<String, Object> extra, String id, Instant time) {
        /// Nothing.
        public static final Details NONE = new Details(Map.of(), null, null);
    }

    /// A producer of events on the usual topics.
    ///
    /// @param tenant whose events they are (an organisation; a user for account events; a workspace for files),
    ///     1 to 128 visible ASCII characters
    /// @param source who makes them, a URI reference (`/workers/parser`)
    public Producer(String tenant, String source) {
        this(tenant, source, Map.of(), LARGEST);
    }

    /// As [#Producer(String, String)].
    ///
    /// @param topics how topics are called, where not by their usual names
    /// @param largest of a value, bytes (`dealstream.catalogue.max-value`)
    public Producer(String tenant, String source, Map<String, String> topics, int largest) {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("a tenant is 1 to 128 visible ASCII characters");
        }
        this.tenant = tenant;
        this.source = attribute("a source", source);
        this.topics = Map.copyOf(topics);
        this.largest = largest;
    }

    /// The record of an event that happens now.
    ///
    /// @throws InvalidEventException for what would become a dead letter
    public ProducedRecord record(TypedEvent event) {
        return record(event, Details.NONE);
    }

    /// As [#record(TypedEvent)].
    public ProducedRecord record(TypedEvent event, Details details) {
        Rule rule = Events.rule(event.type());
        if (rule == null) {
            throw new InvalidEventException(event.type() + " is no type of the catalogue");
        }
        Map<String, Object> data = new LinkedHashMap<>(event.fields());
        details.extra().forEach((name, value) -> {
            if (data.containsKey(name) || rule.fields().containsKey(name)) {
                throw new InvalidEventException(rule.type() + ": " + name + " is no extra field");
            }
            data.put(name, value);
        });
        rule.check(data);
        String key = rule.key() == null ? tenant : Rule.text(data.get(rule.key()));
        return new ProducedRecord(
                topics.getOrDefault(rule.topic(), rule.topic()), bytes(key), value(rule, data), headers(rule, details));
    }

    private Map<String, byte[]> headers(Rule rule, Details details) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", bytes("1.0"));
        headers.put("ce_type", bytes(rule.type()));
        headers.put("ce_source", bytes(source));
        String id = details.id() == null ? UUID.randomUUID().toString() : details.id();
        headers.put("ce_id", bytes(attribute("an event's id", id)));
        Instant time = details.time() == null ? Instant.now() : details.time();
        headers.put("ce_time", bytes(time.toString()));
        headers.put("ce_tenant", bytes(tenant));
        headers.put("content-type", bytes("application/json"));
        return headers;
    }

    private byte[] value(Rule rule, Map<String, Object> data) {
        byte[] value;
        try {
            value = bytes(Json.write(data));
        } catch (Json.JsonException e) {
            throw new InvalidEventException(rule.type() + ": " + e.getMessage());
        }
        if (value.length > largest) {
            throw new InvalidEventException(
                    rule.type() + ": " + value.length + " bytes, at most " + largest + " expected");
        }
        return value;
    }

    private static String attribute(String name, String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException(name + " is 1 to " + LONGEST + " characters long");
        }
        return text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
