package io.dealstream.access;

import io.dealstream.event.Tenant;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;

/// Admits JWTs that SmallRye JWT finds good. Fetches the issuer's key set where that is due, and waits for it.
///
/// SmallRye lets a token live on for the configured clock skew; here it ends at its `exp` to the second, because its
/// stream would (streams.md, "Access"), and the client would only come back and back.
final class TokenCheck {

    private static final Logger LOG = Logger.getLogger(TokenCheck.class);

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]+");

    private final JWTParser parser;
    private final TokenSettings settings;
    private final boolean keysAreRemote;
    private final Clock clock;
    private final AtomicBoolean complained = new AtomicBoolean();

    /// @param keysAreRemote whether `parser` may have to fetch keys over the network
    TokenCheck(JWTParser parser, TokenSettings settings, boolean keysAreRemote, Clock clock) {
        this.parser = parser;
        this.settings = settings;
        this.keysAreRemote = keysAreRemote;
        this.clock = clock;
    }

    boolean mayFetchKeys() {
        return keysAreRemote;
    }

    /// Whether a string has the looks of a JWT; no API key that Dealstream makes has.
    static boolean looksLikeToken(String text) {
        return text.startsWith("eyJ") && text.indexOf('.') > 0;
    }

    Admission admit(String jwt, Realm realm) {
        JsonWebToken token;
        try {
            token = parser.parse(jwt);
        } catch (ParseException e) {
            return new Admission.Denied(reason(e));
        } catch (RuntimeException e) {
            complainOnce(e);
            return new Admission.Denied(Admission.Reason.TOKEN_INVALID);
        }
        Instant expiresAt = Instant.ofEpochSecond(token.getExpirationTime());
        if (!clock.instant().isBefore(expiresAt)) {
            return new Admission.Denied(Admission.Reason.TOKEN_EXPIRED);
        }
        Optional<Tenant> tenant = tenant(token, realm);
        if (tenant.isEmpty()) {
            return new Admission.Denied(Admission.Reason.NO_TENANT);
        }
        Origin.User origin = origin(token);
        return new Admission.Granted(
                new Caller(tenant.get(), origin.subject(), scopes(token, realm), null, expiresAt, origin));
    }

    /// Of what is no verdict on the token, such as a key file that does not exist. Once, since anyone can send tokens;
    /// without the message, since parsers quote what they parse.
    private void complainOnce(RuntimeException e) {
        if (complained.compareAndSet(false, true)) {
            LOG.warnf(
                    "A token could not be verified: %s; see mp.jwt.verify.*",
                    e.getClass().getName());
        }
    }

    private static Admission.Reason reason(ParseException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid && invalid.hasExpired()) {
                return Admission.Reason.TOKEN_EXPIRED;
            }
            if (cause instanceof IOException) {
                return Admission.Reason.UNAVAILABLE;
            }
        }
        return Admission.Reason.TOKEN_INVALID;
    }

    private Optional<Tenant> tenant(JsonWebToken token, Realm realm) {
        String claim = switch (realm) {
            case ORGANISATION -> settings.organisationClaim();
            case USER -> settings.userClaim();
        };
        return text(token, claim).filter(Tenant::isValid).map(Tenant::new);
    }

    private static Origin.User origin(JsonWebToken token) {
        String issuer = Optional.ofNullable(token.getIssuer()).orElse("");
        String subject = Optional.ofNullable(token.getSubject())
                .or(() -> Optional.ofNullable(token.getName()))
                .orElse("");
        return new Origin.User(issuer, subject);
    }

    private Set<Scope> scopes(JsonWebToken token, Realm realm) {
        if (realm == Realm.USER) {
            return EnumSet.of(Scope.ACCOUNT_READ);
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        text(token, settings.scopeClaim()).ifPresent(list -> {
            for (String name : list.split(" ", -1)) {
                Scope.of(name).ifPresent(scopes::add);
            }
        });
        for (String name : token.getGroups()) {
            Scope.of(name).ifPresent(scopes::add);
        }
        return scopes;
    }

    /// A claim that is a string or a whole number, as text.
    private static Optional<String> text(JsonWebToken token, String claim) {
        return Optional.ofNullable(token.<Object>getClaim(claim))
                .filter(value -> value instanceof String
                        || WHOLE_NUMBER.matcher(value.toString()).matches())
                .map(Object::toString);
    }
}
