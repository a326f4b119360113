package io.dealstream.cluster;

import io.dealstream.access.KeyHash;
import io.dealstream.access.Origin;
import io.dealstream.access.StreamQuota.Counted;

/// The name of a caller in replicas' reports: a hash that is the same on each replica and tells no name
/// (cluster.md, "Limits over all replicas").
public final class CallerHash {

    private static final int DIGITS = 16;

    private CallerHash() {}

    /// The first 64 bits of SHA-256, in 16 hexadecimal digits. A count without a user is hashed as in versions
    /// that did not know users.
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
