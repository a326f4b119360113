package io.dealstream.access;

/// The credential that a caller's rights come from. The origin of a ticket is the credential that asked for it.
/// Origins are equal for all credentials that share one limit: streams and requests are counted by origin.
public sealed interface Origin {

    /// An API key.
    record Key(KeyHash hash) implements Origin {}

    /// A JWT. Two tokens of the same person have equal origins.
    ///
    /// @param issuer the claim `iss`; empty where the token has none
    /// @param subject the claim `sub`, else the principal's name
    record User(String issuer, String subject) implements Origin {}

    /// No credential, where a stream is open to all.
    record Anonymous() implements Origin {}
}
