package io.dealstream.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs bytes with HMAC-SHA256, and reads only what was signed with the same secret. Its texts consist of
/// `[A-Za-z0-9_.-]`, so they need no escaping in a URL. Thread-safe.
final class TicketSigner {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_SECRET_LENGTH = 32;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;

    /// @throws IllegalArgumentException when the secret is shorter than 32 bytes
    TicketSigner(byte[] secret) {
        if (secret.length < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException("dealstream.tickets.secret needs at least 32 characters");
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    String sign(byte[] payload) {
        String text = ENCODER.encodeToString(payload);
        return text + '.' + ENCODER.encodeToString(mac(text));
    }

    /// The payload of a text that [#sign] made with the same secret; empty for any other.
    Optional<byte[]> open(String signed) {
        int dot = signed.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            String text = signed.substring(0, dot);
            byte[] mac = Base64.getUrlDecoder().decode(signed.substring(dot + 1));
            return MessageDigest.isEqual(mac, mac(text))
                    ? Optional.of(Base64.getUrlDecoder().decode(text))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
