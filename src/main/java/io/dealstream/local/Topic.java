package io.dealstream.local;

/// The topics that carry events.
enum Topic {
    PROCESSING("processing"),
    DEAL("deal"),
    BATCH("batch"),
    CASE("case"),
    ACCOUNT("account"),
    FILE("file");

    private final String role;

    Topic(String role) {
        this.role = role;
    }

    /// The topic's role, as in the name of its property.
    String role() {
        return role;
    }
}
