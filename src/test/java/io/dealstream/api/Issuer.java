package io.dealstream.api;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.smallrye.jwt.util.KeyUtils;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/// Whoever signs the JWTs that the service trusts in tests. The private key travels in the configuration, because
/// profiles and tests do not share static fields.
public final class Issuer {

    private static final String NAME = "https://issuer.example";
    private static final String PRIVATE_KEY = "tests.issuer.private-key";

    private final PrivateKey key;

    private Issuer(PrivateKey key) {
        this.key = key;
    }

    /// Settings of a service that trusts an issuer with a key that is made now.
    static Map<String, String> configuration() {
        try {
            KeyPair pair = KeyUtils.generateKeyPair(2048);
            Base64.Encoder base64 = Base64.getEncoder();
            return Map.of(
                    "mp.jwt.verify.issuer",
                    NAME,
                    "mp.jwt.verify.publickey",
                    base64.encodeToString(pair.getPublic().getEncoded()),
                    PRIVATE_KEY,
                    base64.encodeToString(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The issuer that the running service trusts.
    public static Issuer trusted() {
        String encoded = ConfigProvider.getConfig().getValue(PRIVATE_KEY, String.class);
        try {
            return new Issuer(
                    KeyUtils.decodePrivateKey("-----BEGIN PRIVATE KEY-----" + encoded + "-----END PRIVATE KEY-----"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One that claims to be it.
    public static Issuer impostor() {
        try {
            return new Issuer(KeyUtils.generateKeyPair(2048).getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A token for a user of an organisation, from now on.
    ///
    /// @param scopes separated by spaces
    public String token(String organisation, String scopes, Duration validity) {
        return sign(claims(validity).claim("org_id", organisation).claim("scope", scopes));
    }

    /// The same with rights.
    ///
    /// @param rights whatever is to stand in the claim
    public String token(String organisation, String scopes, Object rights) {
        return sign(claims(Duration.ofMinutes(5))
                .claim("org_id", organisation)
                .claim("scope", scopes)
                .claim("rights", rights));
    }

    /// The same with scopes as groups.
    public String tokenWithGroups(String organisation, String scopes, Duration validity) {
        return sign(claims(validity).claim("org_id", organisation).groups(Set.of(scopes.split(" ", -1))));
    }

    /// Claims of a token that names neither organisation nor scopes.
    private static JwtClaimsBuilder claims(Duration validity) {
        Instant now = Instant.now();
        return Jwt.issuer(NAME)
                .subject("alice")
                .issuedAt(now.minus(1, ChronoUnit.HOURS))
                .expiresAt(now.plus(validity));
    }

    private String sign(JwtClaimsBuilder claims) {
        return claims.jws().keyId("key-1").sign(key);
    }
}
