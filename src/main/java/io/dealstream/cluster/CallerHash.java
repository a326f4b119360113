package io.dealstream.cluster;

import io.dealstream.access.KeyHash;
import io.dealstream.access.Origin;
import io.dealstream.access.StreamQuota.Counted;

/// Stands for a caller where replicas tell each other of their streams: the same on each of them, and no name.
public final class CallerHash {

    private static final int DIGITS = 16;

    private CallerHash() {}

    /// The first 64 bits of SHA-256, in hexadecimal digits. What is about no user is hashed as versions before there
    /// were
    /// users did.
    public static String of(Counted counted) {
        return of(counted.endpoint()
                + '\n'
                + switch (counted.caller()) {
                    case Origin.Key(KeyHash hash) -> "key\n" + hash;
                    case Origin.User(String issuer, String subject) -> "user\n" + issuer + '\n' + subject;
                    case Origin.Anonymous() -> "anonymous";
                }
                + (counted.user().isEmpty() ? "" : '\n' + counted.user() + '\n'));
    }

    private static String of(String name) {
        return KeyHash.of(name).hex().substring(0, DIGITS);
    }
}
