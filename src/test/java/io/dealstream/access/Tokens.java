package io.dealstream.access;

import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.smallrye.jwt.util.KeyUtils;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

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
        return claims.jws().keyId("key-1").sign(privateKey());
    }

    RSAPublicKey publicKey() {
        return (RSAPublicKey) pair.getPublic();
    }

    PrivateKey privateKey() {
        return pair.getPrivate();
    }

    /// Trusts this issuer and no other.
    JWTParser parser() {
        return new DefaultJWTParser(new JWTAuthContextInfo(publicKey(), ISSUER));
    }

    private static KeyPair newPair() {
        try {
            return KeyUtils.generateKeyPair(2048);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
