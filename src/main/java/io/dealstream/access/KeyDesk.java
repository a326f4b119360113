package io.dealstream.access;

import io.dealstream.access.CommandLine.UsageException;
import io.dealstream.access.MakeKey.Console;
import io.dealstream.access.MakeKey.RefusedException;
import java.io.IOException;
import java.util.Base64;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Does what [MakeKey] is asked to do.
final class KeyDesk {

    private static final String PREFIX = "sk_live_";
    private static final int SECRET_BYTES = 32;

    private final KeyWriter topic;
    private final Console console;
    private final RandomGenerator random;

    KeyDesk(KeyWriter topic, Console console, RandomGenerator random) {
        this.topic = topic;
        this.console = console;
        this.random = random;
    }

    void perform(KeyTask task, boolean createTopic)
            throws UsageException, RefusedException, IOException, InterruptedException {
        if (!topic.exists()) {
            if (!createTopic) {
                throw new RefusedException("there is no topic " + topic.name() + "; --create-topic creates it");
            }
            topic.create();
        }
        switch (task) {
            case KeyTask.Make make -> make(make);
            case KeyTask.Revoke(String key) -> revoke(hash(key));
            case KeyTask.Delete(String key) -> delete(hash(key));
            case KeyTask.ListAll() -> list();
        }
    }

    private void make(KeyTask.Make task) throws InterruptedException {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        KeyHash hash = KeyHash.of(secret);
        topic.add(task.record(hash));
        console.err().println("Made the key with the hash " + hash + ". This is its secret, shown only now:");
        console.out().println(secret);
    }

    private void revoke(KeyHash hash) throws RefusedException, InterruptedException {
        KeyRecord key = topic.read().get(hash);
        if (key == null) {
            throw new RefusedException("the topic has no key with the hash " + hash);
        }
        topic.change(hash, key.revoked());
        console.err().println("Revoked the key with the hash " + hash);
    }

    private void delete(KeyHash hash) throws RefusedException, InterruptedException {
        if (!topic.read().mentions(hash)) {
            throw new RefusedException("the topic has no key with the hash " + hash);
        }
        topic.change(hash, null);
        console.err().println("Deleted the key with the hash " + hash);
    }

    private void list() throws InterruptedException {
        topic.read().keys().values().stream()
                .sorted(Comparator.comparing((KeyRecord key) -> key.tenant().id())
                        .thenComparing(KeyRecord::name))
                .forEach(key -> console.out().println(line(key)));
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

    /// The key that was named on the command line, or on standard input.
    private KeyHash hash(String argument) throws UsageException, IOException {
        if (!argument.equals("-")) {
            return KeyHash.parse(argument)
                    .orElseThrow(() -> new UsageException("a key is named by its hash, or by - and standard input"));
        }
        String line = console.in().readLine();
        if (line == null || line.isBlank()) {
            throw new UsageException("standard input holds neither a hash nor a secret");
        }
        return KeyHash.parse(line.strip()).orElseGet(() -> KeyHash.of(line.strip()));
    }
}
