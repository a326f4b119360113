package io.dealstream.catalogue;

import io.dealstream.event.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Every event type that Dealstream knows, and for each topic the rules for events of any other type. Immutable.
public final class Catalogue {

    private final Map<String, Entry> types = new LinkedHashMap<>();
    private final Map<String, Entry> topics = new LinkedHashMap<>();

    /// @param types one entry for each known type
    /// @param topics one entry for each topic, with the topic's name, for all types without an entry
    /// @throws IllegalArgumentException when two entries have the same name
    public Catalogue(List<Entry> types, List<Entry> topics) {
        types.forEach(entry -> add(this.types, entry.type().name(), entry));
        topics.forEach(entry -> add(this.topics, entry.topic(), entry));
    }

    private static void add(Map<String, Entry> entries, String name, Entry entry) {
        if (entries.put(name, entry) != null) {
            throw new IllegalArgumentException("two entries for " + name);
        }
    }

    /// Loads the catalogue that is part of the application: the JSON Schema files below `/catalogue`.
    ///
    /// @throws CatalogueException when a file is missing, or has a rule that cannot be checked (see [Keywords])
    public static Catalogue load() {
        return CatalogueFiles.ofTheApplication().read();
    }

    /// Loads a whole catalogue from a directory with the structure of the application's own.
    ///
    /// @throws CatalogueException as [#load()]
    public static Catalogue load(Path directory) {
        return CatalogueFiles.in(directory).read();
    }

    /// Whether a directory holds a whole catalogue and not only some types.
    public static boolean isWhole(Path directory) {
        return Files.exists(directory.resolve(CatalogueFiles.INDEX));
    }

    /// Makes a catalogue of this one and the types of a directory's schema files, which come after its own.
    /// None of them may have the name of a type that is already here, because the meaning of a known type is
    /// part of the contract.
    ///
    /// @param directory holds at most 500 files of at most 64 KiB each, whose names end with `.json`; names
    ///     that begin with a dot are ignored
    /// @throws CatalogueException with the file, the line and the reason, when a file has a rule that cannot be
    ///     checked
    public Catalogue with(Path directory) {
        return and(new AddedTypes(this, false).read(new SchemaDirectory(directory).files()));
    }

    /// Makes the catalogue that a directory's schema files would make of this one. They may have names of types
    /// that are already here: for finding out the effect of a change.
    ///
    /// @throws CatalogueException as [#with]
    public Catalogue changedBy(Path directory) {
        return and(new AddedTypes(this, true).read(new SchemaDirectory(directory).files()));
    }

    private Catalogue and(List<Entry> added) {
        Map<String, Entry> all = new LinkedHashMap<>(types);
        added.forEach(entry -> all.put(entry.type().name(), entry));
        return new Catalogue(List.copyOf(all.values()), List.copyOf(topics.values()));
    }

    /// The entry of a known type; empty for an unknown one.
    public Optional<Entry> find(String type) {
        return Optional.ofNullable(types.get(type));
    }

    /// The entry for all types of a topic that have no entry.
    Optional<Entry> topic(String name) {
        return Optional.ofNullable(topics.get(name));
    }

    /// Makes an entry for an unknown type. It requires only the subject of its topic. Its category is that of
    /// the topic's types with the same first word (`sync.` means `data_sync`), else the topic's own.
    ///
    /// @param topic the default name of the topic, whatever it is called in Kafka
    /// @param type the name of the unknown type
    /// @return empty where the catalogue does not know the topic
    public Optional<Entry> unknown(String topic, String type) {
        @Nullable Entry fallback = topics.get(topic);
        if (fallback == null) {
            return Optional.empty();
        }
        String firstWord = type.substring(0, type.indexOf('.') + 1);
        String category = types.values().stream()
                .filter(entry -> !firstWord.isEmpty() && entry.topic().equals(topic))
                .map(Entry::type)
                .filter(known -> known.name().startsWith(firstWord))
                .map(EventType::category)
                .findFirst()
                .orElse(fallback.type().category());
        return Optional.of(fallback.as(new EventType(type, category)));
    }

    /// The entries of all known types, family by family.
    public Collection<Entry> entries() {
        return Collections.unmodifiableCollection(types.values());
    }

    /// The default names of the topics that carry events.
    public Collection<String> topics() {
        return Collections.unmodifiableCollection(topics.keySet());
    }
}
