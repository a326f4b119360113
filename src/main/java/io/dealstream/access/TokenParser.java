package io.dealstream.access;

import io.smallrye.jwt.KeyFormat;
import io.smallrye.jwt.KeyProvider;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/// SmallRye JWT's parser with its settings, but with [IssuerKeys] for the keys that an issuer publishes.
final class TokenParser extends DefaultJWTTokenParser {

    private final JWTAuthContextInfo settings;
    private final @Nullable IssuerKeys keys;

    private TokenParser(JWTAuthContextInfo settings, @Nullable IssuerKeys keys) {
        this.settings = settings;
        this.keys = keys;
    }

    /// @param pause the shortest time between two fetches of an issuer's keys
    /// @throws IllegalArgumentException when the settings name a file that cannot be read
    static TokenParser with(JWTAuthContextInfo settings, Duration pause, InstantSource clock) {
        if (!areFetched(settings)) {
            return new TokenParser(settings, null);
        }
        try {
            IssuerKeys keys = new IssuerKeys(settings, new IssuerClient(settings), pause, clock);
            keys.prepare();
            return new TokenParser(settings, keys);
        } catch (IOException | UnresolvableKeyException e) {
            throw new IllegalArgumentException("smallrye.jwt.client.tls.* names no certificate", e);
        }
    }

    /// Whether SmallRye JWT would fetch a set of keys and keep it. The few other kinds of keys are left to it:
    /// keys that depend on the token (AWS), certificates that the token names, keys in Base64.
    private static boolean areFetched(JWTAuthContextInfo settings) {
        String location = settings.getPublicKeyLocation();
        return location != null
                && (location.startsWith("http:") || location.startsWith("https:"))
                && settings.getKeyProvider() != KeyProvider.AWS_ALB
                && settings.getKeyFormat() != KeyFormat.JWK_BASE64URL
                && !settings.isVerifyCertificateThumbprint();
    }

    /// Verifies a token.
    ///
    /// @throws ParseException when the token is invalid; with an [IOException] as cause where that is not known
    JwtClaims parse(String jwt) throws ParseException {
        return parse(jwt, settings).getJwtClaims();
    }

    @Override
    protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo info)
            throws UnresolvableKeyException {
        return keys == null ? super.getVerificationKeyResolver(info) : keys;
    }
}
