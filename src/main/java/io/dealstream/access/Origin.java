package io.dealstream.access;

/// The credential that a caller's rights come from. A ticket's origin is the credential that asked for it. Equal for
/// all credentials that share one allowance: streams and requests are counted by it.
public sealed interface Origin {

    /// An API key.
    record Key(KeyHash hash) implements Origin {}

    /// A JWT. Two tokens of one person have equal origins.
    ///
    /// @param issuer the claim `iss`; empty where the token has none
    /// @param subject the claim `sub`, else the principal's name
    record User(String issuer, String subject) implements Origin {}

    /// Nobody in particular, where a stream is open to all.
    record Anonymous() implements Origin {}
}
