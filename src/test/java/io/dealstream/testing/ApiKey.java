package io.dealstream.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// An API key as an administrator writes it to the topic of keys.
///
/// @param maxStreams the most streams; null: the key sets no limit
/// @param expiresAt when it expires; null: never
public record ApiKey(
        String secret,
        String tenant,
        List<String> scopes,
        @Nullable Integer maxStreams,
        @Nullable Instant expiresAt,
        String status) {

    /// What lets its holder read everything.
    public static final List<String> ALL_SCOPES = List.of(
            "deals:read",
            "org:read",
            "batches:read",
            "cases:read",
            "account:read",
            "files:read",
            "metrics:read",
            "operations:manage");

    /// An active key that never expires.
    public static ApiKey active(String secret, String tenant, List<String> scopes) {
        return new ApiKey(secret, tenant, scopes, null, null, "active");
    }

    public ApiKey withMaxStreams(int count) {
        return new ApiKey(secret, tenant, scopes, count, expiresAt, status);
    }

    public ApiKey withScopes(String... others) {
        return new ApiKey(secret, tenant, List.of(others), maxStreams, expiresAt, status);
    }

    public ApiKey expiring(Instant instant) {
        return new ApiKey(secret, tenant, scopes, maxStreams, instant, status);
    }

    public ApiKey revoked() {
        return new ApiKey(secret, tenant, scopes, maxStreams, expiresAt, "revoked");
    }

    /// The same with rights of its own.
    ///
    /// @param rights as JSON
    public ProducerRecord<byte[], byte[]> toRecord(String rights) {
        return record(",\"rights\":" + rights);
    }

    /// The record that makes it known, or changes it.
    public ProducerRecord<byte[], byte[]> toRecord() {
        return record("");
    }

    private ProducerRecord<byte[], byte[]> record(String more) {
        String names = scopes.stream().map(scope -> '"' + scope + '"').collect(Collectors.joining(",", "[", "]"));
        String json = "{\"tenant\":\"" + tenant + "\",\"name\":\"a test's key\",\"scopes\":" + names
                + ",\"max_streams\":" + maxStreams
                + ",\"expires_at\":" + (expiresAt == null ? "null" : '"' + expiresAt.toString() + '"')
                + ",\"status\":\"" + status + "\"" + more + "}";
        return new ProducerRecord<>(Topics.KEYS, bytes(hash()), bytes(json));
    }

    /// The record that deletes it.
    public ProducerRecord<byte[], byte[]> tombstone() {
        return new ProducerRecord<>(Topics.KEYS, bytes(hash()), null);
    }

    private String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(secret)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "ApiKey of " + tenant;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
