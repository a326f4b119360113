package io.dealstream.access;

import io.dealstream.kafka.KafkaClients;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Makes, revokes, deletes and lists API keys on their topic (kafka.md, "API keys"). Each method may also throw
/// Kafka's exceptions. Belongs to one thread.
public final class KeyDesk {

    private static final String PREFIX = "sk_live_";
    private static final int SECRET_BYTES = 32;

    private final KeyWriter topic;
    private final RandomGenerator random;

    /// The request cannot be fulfilled.
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /// @param clients makes the clients for Kafka
    /// @param topic the name of the topic of keys
    /// @param random the source of secrets; must be secure
    public KeyDesk(KafkaClients clients, String topic, RandomGenerator random) {
        this.topic = new KeyWriter(clients, topic);
        this.random = random;
    }

    /// Must be called before any other method.
    ///
    /// @param create whether to create the topic where there is none
    /// @throws RefusedException when there is no topic and `create` is false
    public void open(boolean create) throws RefusedException, InterruptedException {
        if (!topic.exists()) {
            if (!create) {
                throw new RefusedException("there is no topic " + topic.name() + "; --create-topic creates it");
            }
            topic.create();
        }
    }

    /// Makes a key.
    ///
    /// @return the key's secret; the topic holds only its hash
    public String make(NewKey key) throws InterruptedException {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        topic.add(key.record(KeyHash.of(secret)));
        return secret;
    }

    /// Revokes a key. Its streams end, and it stays on the list.
    ///
    /// @throws RefusedException when the topic does not have it
    public void revoke(KeyHash hash) throws RefusedException, InterruptedException {
        KeyRecord key = topic.read().get(hash);
        if (key == null) {
            throw new RefusedException("the topic has no key with the hash " + hash);
        }
        topic.change(hash, key.revoked());
    }

    /// Deletes a key. Its streams end, and nothing stays.
    ///
    /// @throws RefusedException when the topic does not have it
    public void delete(KeyHash hash) throws RefusedException, InterruptedException {
        if (!topic.read().mentions(hash)) {
            throw new RefusedException("the topic has no key with the hash " + hash);
        }
        topic.change(hash, null);
    }

    /// A line for each key, sorted by tenant and name: hash, status, tenant, scopes, expiry, name and rights,
    /// separated by tabs.
    public List<String> list() {
        return topic.read().keys().values().stream()
                .sorted(Comparator.comparing((KeyRecord key) -> key.tenant().id())
                        .thenComparing(KeyRecord::name))
                .map(KeyDesk::line)
                .toList();
    }

    private static String line(KeyRecord key) {
        String scopes = key.scopes().stream().sorted().map(Scope::text).collect(Collectors.joining(","));
        return String.join(
                "\t",
                key.hash().hex(),
                key.status().text(),
                key.tenant().id(),
                scopes,
                key.expiresAt() == null ? "-" : key.expiresAt().toString(),
                key.name().replaceAll("\\p{Cntrl}", "?"),
                key.rights().equals(Rights.ALL)
                        ? "-"
                        : RightsJson.write(key.rights()).toString());
    }
}
