package io.dealstream.access;

import io.dealstream.access.IssuerClient.Published;
import io.dealstream.access.KeyFetch.Round;
import io.dealstream.tasks.SparseLog;
import io.smallrye.jwt.auth.principal.AbstractKeyLocationResolver;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.io.IOException;
import java.security.Key;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/// The keys that an issuer publishes at an address. They replace SmallRye JWT's own handling, in which an
/// unknown `kid` keeps the next one out for half an hour, the keys of an unreachable issuer are forgotten, and
/// threads of requests wait for the issuer. Thread-safe.
///
/// A known key stays valid until the issuer publishes a set without it. An issuer that is unreachable, or
/// answers nonsense or an empty set, changes nothing, and no request with a known key waits. An unknown `kid`
/// makes the set be fetched, at most once in `pause`. The `kid` is refused for good only when a set that was
/// fetched after its first use does not have it.
final class IssuerKeys extends AbstractKeyLocationResolver implements VerificationKeyResolver {

    private static final int LONGEST_KID = 512;

    private final IssuerClient client;
    private final Duration pause;
    private final KeyFetch fetch;
    private final SparseLog outages;
    private final UnknownKids unknown;
    private volatile State state = new State(0, 0, new Published(List.of(), Duration.ZERO));

    /// @param round the number of the fetch that brought it; 0: none did
    /// @param at when it was fetched, nanoseconds
    private record State(int round, long at, Published published) {
        boolean isDue() {
            return System.nanoTime() - at >= published.maxAge().toNanos();
        }
    }

    IssuerKeys(JWTAuthContextInfo settings, IssuerClient client, Duration pause, InstantSource clock)
            throws UnresolvableKeyException {
        super(settings);
        this.client = client;
        this.pause = pause;
        this.fetch = new KeyFetch(
                this::refresh,
                pause,
                Thread.ofPlatform().name("issuer-keys").daemon().factory());
        this.unknown = new UnknownKids(pause.multipliedBy(2), System::nanoTime);
        this.outages = new SparseLog(IssuerKeys.class, clock);
    }

    /// Starts a fetch, so that the first request need not wait.
    void prepare() {
        fetch.join();
    }

    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        verifyKid(jws, authContextInfo.getTokenKeyId());
        String algorithm = jws.getAlgorithmHeaderValue();
        String kid = getKid(jws);
        State now = state;
        Optional<Key> known = find(now, kid, algorithm);
        if (known.isPresent()) {
            if (now.isDue()) {
                fetch.join();
            }
            return known.get();
        }
        if (isMatchingJwkAvailable(now.published().keys(), kid)) {
            throw new UnresolvableKeyException("the key is for another algorithm");
        }
        boolean absent = (kid != null && kid.length() > LONGEST_KID) || isMissingForGood(kid == null ? "" : kid);
        Optional<Key> found = find(state, kid, algorithm);
        if (found.isPresent()) {
            return found.get();
        }
        if (absent) {
            throw new UnresolvableKeyException("the issuer has no such key");
        }
        throw new UnresolvableKeyException("it cannot be told now", new IOException("no word from the issuer"));
    }

    /// Whether a `kid` is not among the issuer's keys. Fetches the keys if that is allowed now, and waits a
    /// short time for them.
    private boolean isMissingForGood(String kid) {
        int askedAt = unknown.askedAt(kid, fetch.begun());
        Round round = fetch.join();
        if (round == null) {
            return state.round() > askedAt;
        }
        return fetch.await(round) && round.number() > askedAt;
    }

    private Optional<Key> find(State in, @Nullable String kid, String algorithm) {
        JsonWebKey jwk = getJsonWebKey(kid, in.published().keys(), algorithm);
        if (jwk == null) {
            return Optional.empty();
        }
        Key secret = getSecretKeyFromJwk(jwk);
        return Optional.ofNullable(
                secret != null || !(jwk instanceof PublicJsonWebKey pair) ? secret : pair.getPublicKey());
    }

    /// Fetches the keys. Runs on the fetching thread, one fetch at a time.
    private boolean refresh() {
        int round = fetch.begun();
        long at = System.nanoTime();
        try {
            Published published = client.fetch();
            // a token does not tell that a key without a name was replaced
            boolean nameless = published.keys().stream().anyMatch(key -> key.getKeyId() == null);
            Duration often = pause.multipliedBy(2);
            state = new State(
                    round,
                    at,
                    nameless && published.maxAge().compareTo(often) > 0
                            ? new Published(published.keys(), often)
                            : published);
            outages.over("Fetching the issuer's keys works again");
            return true;
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
            outages.warn(
                    "fetch",
                    "Fetching the issuer's keys fails and is tried again until it works: " + SparseLog.describe(e));
            return false;
        }
    }
}
