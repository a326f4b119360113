package io.dealstream.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The SHA-256 of an API key's secret. Only the hash of a key is ever kept, logged or compared.
///
/// @param hex 64 lower-case hexadecimal digits
public record KeyHash(String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /// @throws IllegalArgumentException when `hex` has another form
    public KeyHash {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("not the SHA-256 of a key in lower-case hexadecimal");
        }
    }

    /// The hash of a secret.
    public static KeyHash of(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return new KeyHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Reads a hash in upper or lower case; empty where the text is none.
    public static Optional<KeyHash> parse(String text) {
        String hex = text.toLowerCase(Locale.ROOT);
        return HEX.matcher(hex).matches() ? Optional.of(new KeyHash(hex)) : Optional.empty();
    }

    /// Compares in constant time.
    boolean isSameAs(KeyHash other) {
        return MessageDigest.isEqual(
                hex.getBytes(StandardCharsets.US_ASCII), other.hex.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return hex;
    }
}
