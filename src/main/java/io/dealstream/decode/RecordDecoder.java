package io.dealstream.decode;

import io.dealstream.catalogue.Catalogue;
import io.dealstream.catalogue.Content;
import io.dealstream.catalogue.Entry;
import io.dealstream.catalogue.TypeName;
import io.dealstream.event.Event;
import io.dealstream.event.Facts;
import io.dealstream.event.Position;
import io.dealstream.event.Subject;
import io.dealstream.event.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Turns Kafka records into events. A record is a CloudEvent 1.0 in the Kafka binding's binary or structured
/// mode, checked against the catalogue. Thread-safe. Source: kafka.md, "Records".
public final class RecordDecoder {

    private static final String SPECVERSION = "1.0";

    /// The longest document id that is shared between events, in characters. Ids may be of any length, and long
    /// ones would fill the memory of recent names.
    private static final int LONGEST_SHARED = 128;

    private final Catalogue catalogue;
    private final Map<String, List<String>> topics;
    private final boolean deliverUnknown;
    private final long maxValue;
    private final RecentTexts texts = new RecentTexts();
    private final Recent<String, Tenant> tenants = new Recent<>(Tenant::new);
    private final Recent<String, String> documents = new Recent<>(Function.identity());
    private final Recent<List<Subject>, List<Subject>> subjects = new Recent<>(Function.identity());

    /// @param catalogue the known types
    /// @param config which records are taken for events
    /// @param topics for each topic in Kafka, the default names of the topics that it serves as; more than one
    ///     where several topics were given the same name
    public RecordDecoder(Catalogue catalogue, CatalogueSettings config, Map<String, List<String>> topics) {
        this.catalogue = catalogue;
        this.topics = Map.copyOf(topics);
        this.deliverUnknown = switch (config.unknownTypes()) {
            case DELIVER -> true;
            case REJECT -> false;
        };
        this.maxValue = config.maxValue().asLongValue();
    }

    /// Decodes one record. Never throws, whatever the record holds.
    ///
    /// @param position where `record` stands in Kafka
    public Decoded decode(ConsumerRecord<byte[], byte[]> record, Position position) {
        try {
            return read(record, position);
        } catch (RecordRejectedException refused) {
            return refused.rejected();
        } catch (RuntimeException e) {
            return new Decoded.Rejected(Reason.UNREADABLE, e.getClass().getSimpleName());
        }
    }

    /// Reads the facts again of an event that this decoder made.
    public Facts facts(Event event) {
        Optional<Entry> entry = catalogue.find(event.type().name());
        try {
            return entry.isPresent()
                            && new JsonBytes(event.value()).read(entry.get()::read) instanceof Content.Valid valid
                    ? valid.facts()
                    : Facts.NONE;
        } catch (RecordRejectedException refused) {
            return Facts.NONE;
        }
    }

    private Decoded read(ConsumerRecord<byte[], byte[]> record, Position position) throws RecordRejectedException {
        byte @Nullable [] value = record.value();
        if (value == null) {
            throw new RecordRejectedException(Reason.TOMBSTONE, "no value");
        }
        Attributes headers = Attributes.of(record.headers(), texts);
        if (!headers.isStructured()) {
            return event(record, position, headers, value);
        }
        demandAtMost(2 * maxValue, value); // room for the attributes, and for the data as Base64
        JsonBytes bytes = new JsonBytes(value);
        Envelope envelope = bytes.read(Envelope::read);
        Attributes attributes = envelope.attributes();
        attributes.inherit(headers);
        return event(record, position, attributes, envelope.data(bytes));
    }

    private Decoded event(ConsumerRecord<byte[], byte[]> record, Position position, Attributes attributes, byte[] value)
            throws RecordRejectedException {
        Tenant tenant = tenant(attributes);
        demandAtMost(maxValue, value);
        if (!attributes.required(Attribute.SPECVERSION).equals(SPECVERSION)) {
            throw new RecordRejectedException(Reason.BAD_ATTRIBUTE, "ce_specversion: " + SPECVERSION + " expected");
        }
        String type = attributes.required(Attribute.TYPE);
        String id = attributes.required(Attribute.ID);
        String source = attributes.required(Attribute.SOURCE);
        String said = attributes.get(Attribute.TIME);
        long time = said == null ? Timestamp.INVALID : Timestamp.parse(said);
        boolean timed = time != Timestamp.INVALID;
        JsonBytes bytes = new JsonBytes(value);
        Understood understood = understand(bytes, entries(type, record.topic()));
        Event event = new Event(
                tenant,
                understood.entry.type(),
                subjects.get(understood.content.subjects()),
                shared(understood.content.document()),
                bytes.oneLine(),
                id,
                Timestamp.writable(timed ? time : record.timestamp()),
                record.timestamp(),
                position,
                attributes.traceparent());
        return new Decoded.Accepted(event, source, understood.content.facts(), !timed && said != null);
    }

    private @Nullable String shared(@Nullable String document) {
        return document == null || document.length() > LONGEST_SHARED ? document : documents.get(document);
    }

    private Tenant tenant(Attributes attributes) throws RecordRejectedException {
        String id = attributes.get(Attribute.TENANT);
        if (id == null || id.isEmpty()) {
            throw new RecordRejectedException(Reason.NO_TENANT, "ce_tenant");
        }
        try {
            return tenants.get(id);
        } catch (IllegalArgumentException e) {
            throw new RecordRejectedException(Reason.BAD_TENANT, "ce_tenant");
        }
    }

    private static void demandAtMost(long length, byte[] value) throws RecordRejectedException {
        if (value.length > length) {
            throw new RecordRejectedException(Reason.TOO_LARGE, "at most " + length + " bytes");
        }
    }

    /// The entries of the catalogue that the record may match: that of its type, or for an unknown type those
    /// of its topic.
    private List<Entry> entries(String type, String topic) throws RecordRejectedException {
        Optional<Entry> known = catalogue.find(type);
        if (known.isPresent()) {
            return List.of(known.get());
        }
        if (!deliverUnknown || !TypeName.isFree(type)) {
            throw new RecordRejectedException(Reason.UNKNOWN_TYPE, "ce_type");
        }
        return topics.getOrDefault(topic, List.of()).stream()
                .flatMap(name -> catalogue.unknown(name, type).stream())
                .toList();
    }

    private record Understood(Entry entry, Content.Valid content) {}

    private static Understood understand(JsonBytes bytes, List<Entry> candidates) throws RecordRejectedException {
        RecordRejectedException refused = null;
        for (Entry entry : candidates) {
            switch (bytes.read(entry::read)) {
                case Content.Valid valid -> {
                    return new Understood(entry, valid);
                }
                case Content.Missing missing ->
                    refused = new RecordRejectedException(Reason.MISSING_FIELD, missing.field());
                case Content.Wrong wrong ->
                    refused = new RecordRejectedException(
                            Reason.INVALID_FIELD, wrong.field() + ": " + wrong.rule() + " expected");
            }
        }
        throw refused == null ? new RecordRejectedException(Reason.UNKNOWN_TYPE, "ce_type") : refused;
    }
}
