package io.dealstream.access;

import io.dealstream.event.Tenant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Makes key records of the configured keys. Its errors name the wrong entry without quoting it.
final class ConfiguredKeys {

    private ConfiguredKeys() {}

    /// @throws IllegalArgumentException when an entry is wrong, or two have the same secret
    static List<KeyRecord> read(KeyListSettings settings) {
        List<KeyRecord> keys = new ArrayList<>();
        for (int i = 0; i < settings.entries().size(); i++) {
            String property = "dealstream.keys[" + i + "]";
            KeyRecord key = read(settings.entries().get(i), property);
            if (keys.stream().anyMatch(earlier -> earlier.hash().equals(key.hash()))) {
                throw new IllegalArgumentException(property + " is the same key as an earlier one");
            }
            keys.add(key);
            if (key.isVoid()) {
                key.logVoid();
            }
        }
        return keys;
    }

    private static KeyRecord read(KeyListSettings.Entry entry, String property) {
        if (!Tenant.isValid(entry.tenant())) {
            throw new IllegalArgumentException(property + ".tenant is not a tenant's id");
        }
        int maxStreams = entry.maxStreams().orElse(0);
        if (maxStreams < 0) {
            throw new IllegalArgumentException(property + ".max-streams is negative");
        }
        KeyRecord key = new KeyRecord(
                hash(entry, property),
                new Tenant(entry.tenant()),
                entry.name(),
                scopes(entry, property),
                entry.maxStreams().isPresent() ? Integer.valueOf(maxStreams) : null,
                entry.expiresAt().orElse(null),
                Rights.ALL,
                KeyRecord.Status.ACTIVE);
        try {
            return entry.rights().isEmpty()
                    ? key
                    : key.narrowed(RightsJson.parse(entry.rights().get()));
        } catch (RightsJson.MalformedException e) {
            return key.voided();
        }
    }

    private static KeyHash hash(KeyListSettings.Entry entry, String property) {
        if (entry.secret().isPresent() == entry.hash().isPresent()) {
            throw new IllegalArgumentException(property + " needs either secret or hash");
        }
        return entry.secret()
                .map(KeyHash::of)
                .or(() -> entry.hash().flatMap(KeyHash::parse))
                .orElseThrow(() -> new IllegalArgumentException(property + ".hash is not a SHA-256 in hexadecimal"));
    }

    private static Set<Scope> scopes(KeyListSettings.Entry entry, String property) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : entry.scopes()) {
            scopes.add(Scope.of(name)
                    .orElseThrow(() -> new IllegalArgumentException(property + ".scopes holds an unknown scope")));
        }
        return scopes;
    }
}
