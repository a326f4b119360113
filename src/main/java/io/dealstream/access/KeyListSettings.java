package io.dealstream.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// API keys that stand in the configuration: for local runs, and for the first key of an installation.
@ConfigMapping(prefix = "dealstream.keys")
public interface KeyListSettings {

    /// The keys.
    @WithParentName
    List<Entry> entries();

    /// One key; either `secret` or `hash` is given.
    interface Entry {

        /// The key itself, for local runs only.
        Optional<String> secret();

        /// The SHA-256 of the key in hexadecimal.
        Optional<String> hash();

        /// Whose data it shows.
        String tenant();

        /// What its owner calls it.
        @WithDefault("configured key")
        String name();

        /// What it may read, such as `deals:read,org:read`.
        List<String> scopes();

        /// How many streams may be open with it at once.
        OptionalInt maxStreams();

        /// From when on it is void, such as `2030-01-01T00:00:00Z`.
        Optional<Instant> expiresAt();

        /// How much less it may read than its scopes say, as JSON: `{"deals":[42],"view":"borrower"}`. A key whose
        /// rights cannot be read is void.
        Optional<String> rights();
    }
}
