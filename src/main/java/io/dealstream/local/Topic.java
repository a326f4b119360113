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

    /// What the topic is for, as in the property that names it.
    String role() {
        return role;
    }
}
