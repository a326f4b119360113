package io.dealstream.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// API keys in the configuration: for local runs, and for the first key of an installation.
@ConfigMapping(prefix = "dealstream.keys")
public interface KeyListSettings {

    /// The keys.
    @WithParentName
    List<Entry> entries();

    /// One key. Either `secret` or `hash` must be given.
    interface Entry {

        /// The key itself, for local runs only.
        Optional<String> secret();

        /// The SHA-256 of the key in hexadecimal.
        Optional<String> hash();

        /// The tenant whose data it may read.
        String tenant();

        /// The owner's name for the key.
        @WithDefault("configured key")
        String name();

        /// The key's scopes, such as `deals:read,org:read`.
        List<String> scopes();

        /// How many streams may be open with it at once, at least 0. Unset: the configured number.
        OptionalInt maxStreams();

        /// When it expires, such as `2030-01-01T00:00:00Z`. Unset: never.
        Optional<Instant> expiresAt();

        /// The rights that take away from the scopes, as JSON: `{"deals":[42],"view":"borrower"}`. A key whose
        /// rights cannot be read is void.
        Optional<String> rights();
    }
}
