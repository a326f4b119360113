package io.dealstream.access;

import io.smallrye.jwt.auth.principal.AbstractKeyLocationResolver;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jose4j.http.Get;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/// Fetches the keys at an issuer's address: a set of keys, one JWK, or a key or certificate in PEM. TLS and
/// proxy follow the settings of SmallRye JWT.
final class IssuerClient extends AbstractKeyLocationResolver {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 5_000;
    private static final Pattern MAX_AGE = Pattern.compile("(?:.*[ ,])?max-age=\"?([0-9]{1,9})\"?(?:[ ,].*)?");

    private final Get get = new Get();

    /// The published keys.
    ///
    /// @param keys at least one
    /// @param maxAge how long they are valid
    record Published(List<JsonWebKey> keys, Duration maxAge) {
        Published {
            keys = List.copyOf(keys);
        }
    }

    /// @throws IOException when a certificate's file that the settings name cannot be read
    IssuerClient(JWTAuthContextInfo settings) throws IOException, UnresolvableKeyException {
        super(settings);
        get.setConnectTimeout(CONNECT_MILLIS);
        get.setReadTimeout(READ_MILLIS);
        get.setRetries(0);
        initializeHttpsJwks(settings.getPublicKeyLocation());
    }

    /// The client that [#initializeHttpsJwks] gives TLS and proxy.
    @Override
    protected Get getHttpGet() {
        return get;
    }

    /// Fetches once. Takes some seconds where the issuer does not answer.
    ///
    /// @throws IOException when there is no answer, or the answer holds no key
    Published fetch() throws IOException {
        SimpleResponse response = get.get(authContextInfo.getPublicKeyLocation());
        List<JsonWebKey> keys = read(response.getBody());
        if (keys.isEmpty()) {
            throw new IOException("the issuer publishes no key");
        }
        return new Published(keys, maxAge(response));
    }

    private List<JsonWebKey> read(String body) throws IOException {
        List<JsonWebKey> keys = KeyUtils.loadJsonWebKeys(body);
        if (keys != null) {
            return keys;
        }
        try {
            return List.of(JsonWebKey.Factory.newJwk(pem(body)));
        } catch (GeneralSecurityException | JoseException | RuntimeException notAKey) {
            // the message might quote the answer
            throw new IOException("the issuer's answer is neither a set of keys nor a key");
        }
    }

    private PublicKey pem(String body) throws GeneralSecurityException {
        return body.contains("BEGIN CERTIFICATE")
                ? KeyUtils.getCertificate(body).getPublicKey()
                : KeyUtils.decodePublicKey(
                        body, authContextInfo.getSignatureAlgorithm().iterator().next());
    }

    /// The age from the answer, else from the settings.
    private Duration maxAge(SimpleResponse response) {
        List<String> values = response.getHeaderValues("Cache-Control");
        if (values != null) {
            for (String value : values) {
                Matcher matcher = MAX_AGE.matcher(value);
                if (matcher.matches() && Integer.parseInt(matcher.group(1)) > 0) {
                    return Duration.ofSeconds(Integer.parseInt(matcher.group(1)));
                }
            }
        }
        return Duration.ofMinutes(authContextInfo.getJwksRefreshInterval());
    }
}
