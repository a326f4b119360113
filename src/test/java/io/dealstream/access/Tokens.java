package io.dealstream.access;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.smallrye.jwt.util.KeyUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jspecify.annotations.Nullable;

/// An issuer of JWTs with a key of its own.
final class Tokens {

    static final String ISSUER = "https://issuer.example";

    private final KeyPair pair = newPair();

    /// Valid for an hour, with neither tenant nor scope.
    static JwtClaimsBuilder claims() {
        Instant now = Instant.now();
        return Jwt.issuer(ISSUER).subject("alice").issuedAt(now).expiresAt(now.plusSeconds(3_600));
    }

    String sign(JwtClaimsBuilder claims) {
        return sign(claims, "key-1");
    }

    String sign(JwtClaimsBuilder claims, String keyId) {
        return claims.jws().keyId(keyId).sign(privateKey());
    }

    /// Signs any text, with any header.
    String sign(String header, String payload) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String signed = base64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + '.'
                + base64.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(privateKey());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + '.' + base64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The public key as an issuer publishes it.
    ///
    /// @param keyId null: without a name
    String jwk(@Nullable String keyId) {
        RsaJsonWebKey key = new RsaJsonWebKey(publicKey());
        key.setKeyId(keyId);
        return key.toJson();
    }

    RSAPublicKey publicKey() {
        return (RSAPublicKey) pair.getPublic();
    }

    PrivateKey privateKey() {
        return pair.getPrivate();
    }

    /// Trusts this issuer and no other.
    TokenParser parser() {
        return TokenParser.with(new JWTAuthContextInfo(publicKey(), ISSUER), Duration.ZERO, Clock.systemUTC());
    }

    private static KeyPair newPair() {
        try {
            return KeyUtils.generateKeyPair(2048);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
