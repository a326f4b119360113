package io.dealstream.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All API keys: those of the configuration and those of the topic. A key that is in both is as the topic says,
/// so a configured key can be revoked without a restart. Thread-safe.
public final class KeyTable {

    private final Map<KeyHash, KeyRecord> configured;
    private final Map<KeyHash, KeyRecord> fromTopic = new ConcurrentHashMap<>();
    private final List<Consumer<KeyHash>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean ready;

    KeyTable(Collection<KeyRecord> configured) {
        this.configured =
                configured.stream().collect(Collectors.toUnmodifiableMap(KeyRecord::hash, Function.identity()));
    }

    /// Whether the topic has been read up to its end at start, or does not exist. Until then, a key that is not
    /// found may still be valid.
    public boolean isReady() {
        return ready;
    }

    /// How many keys of the topic there are.
    public int size() {
        return fromTopic.size();
    }

    /// How many keys are void because their rights cannot be read.
    public int voidKeys() {
        return (int) Stream.concat(configured.keySet().stream(), fromTopic.keySet().stream())
                .distinct()
                .flatMap(hash -> find(hash).stream())
                .filter(KeyRecord::isVoid)
                .count();
    }

    Optional<KeyRecord> find(KeyHash hash) {
        KeyRecord found = fromTopic.get(hash);
        if (found == null) {
            found = configured.get(hash);
        }
        return Optional.ofNullable(found).filter(key -> key.hash().isSameAs(hash));
    }

    /// Calls `listener` after each change with the hash of the changed key, on the thread that made the change.
    void onChange(Consumer<KeyHash> listener) {
        listeners.add(listener);
    }

    /// Takes the topic's whole content in place of the former one.
    void replace(Map<KeyHash, KeyRecord> content) {
        Set<KeyHash> changed = new HashSet<>(fromTopic.keySet());
        changed.addAll(content.keySet());
        changed.removeIf(hash -> Objects.equals(fromTopic.get(hash), content.get(hash)));
        fromTopic.putAll(content);
        fromTopic.keySet().retainAll(content.keySet());
        ready = true;
        announce(changed);
    }

    /// Takes one change of the topic.
    ///
    /// @param key the key; null where the topic no longer has it
    void change(KeyHash hash, @Nullable KeyRecord key) {
        KeyRecord before = key == null ? fromTopic.remove(hash) : fromTopic.put(hash, key);
        if (!Objects.equals(before, key)) {
            announce(Set.of(hash));
        }
    }

    /// Calls every listener for every change, even if one throws, because no change is announced again.
    private void announce(Set<KeyHash> changed) {
        Throwable failure = null;
        for (KeyHash hash : changed) {
            for (Consumer<KeyHash> listener : listeners) {
                try {
                    listener.accept(hash);
                } catch (Throwable e) {
                    failure = e;
                }
            }
        }
        if (failure != null) {
            throw new IllegalStateException("a change of keys was not taken by all", failure);
        }
    }
}
