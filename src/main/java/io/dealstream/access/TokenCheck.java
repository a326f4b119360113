package io.dealstream.access;

import io.dealstream.event.Tenant;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;

/// Checks JWTs with SmallRye JWT. May have to wait a little for the issuer's keys, see [IssuerKeys].
///
/// SmallRye accepts a token past its end for the configured clock skew. Here a token ends exactly at its `exp`,
/// because its stream does (streams.md, "Access"). Otherwise the client would reconnect again and again.
final class TokenCheck {

    private static final Logger LOG = Logger.getLogger(TokenCheck.class);

    private static final String GROUPS = "groups";

    private final TokenParser parser;
    private final TokenSettings settings;
    private final Predicate<String> views;
    private final InstantSource clock;
    private final AtomicBoolean complained = new AtomicBoolean();

    /// @param views whether a view with that name is known
    TokenCheck(TokenParser parser, TokenSettings settings, Predicate<String> views, InstantSource clock) {
        this.parser = parser;
        this.settings = settings;
        this.views = views;
        this.clock = clock;
    }

    /// Whether a text looks like a JWT. No API key that Dealstream makes does.
    static boolean looksLikeToken(String text) {
        return text.startsWith("eyJ") && text.indexOf('.') > 0;
    }

    Admission admit(String jwt, Realm realm) {
        try {
            return admit(new TokenClaims(parser.parse(jwt)), realm);
        } catch (ParseException e) {
            return new Admission.Denied(reason(e));
        } catch (TokenClaims.MalformedException | StackOverflowError e) {
            // a StackOverflowError comes from a token that is nested thousands of times
            return new Admission.Denied(Admission.Reason.TOKEN_INVALID);
        } catch (RuntimeException e) {
            complainOnce(e);
            return new Admission.Denied(Admission.Reason.TOKEN_INVALID);
        }
    }

    private Admission admit(TokenClaims token, Realm realm) throws TokenClaims.MalformedException {
        Instant expiresAt = token.end();
        if (!clock.instant().isBefore(expiresAt)) {
            return new Admission.Denied(Admission.Reason.TOKEN_EXPIRED);
        }
        Origin.User origin = token.origin();
        Set<Scope> scopes = scopes(token, realm);
        Rights rights = token.rights(settings.rightsClaim());
        if (!rights.isSeenBy(views)) {
            return new Admission.Denied(Admission.Reason.TOKEN_INVALID);
        }
        Optional<Tenant> tenant = tenant(token, realm);
        if (tenant.isEmpty()) {
            return new Admission.Denied(Admission.Reason.NO_TENANT);
        }
        return new Admission.Granted(
                new Caller(tenant.get(), origin.subject(), scopes, null, expiresAt, rights, origin));
    }

    /// Logs a failure that is not the token's fault, such as a missing key file. It logs once, because anyone
    /// can send tokens, and without the message, because parsers quote what they parse.
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

    private Optional<Tenant> tenant(TokenClaims token, Realm realm) {
        String claim = switch (realm) {
            case ORGANISATION -> settings.organisationClaim();
            case USER -> settings.userClaim();
        };
        return token.text(claim).filter(Tenant::isValid).map(Tenant::new);
    }

    private Set<Scope> scopes(TokenClaims token, Realm realm) throws TokenClaims.MalformedException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String claim : settings.scopeClaim()) {
            add(scopes, token.words(claim));
        }
        add(scopes, token.words(GROUPS));
        return realm == Realm.USER ? EnumSet.of(Scope.ACCOUNT_READ) : scopes;
    }

    private static void add(Set<Scope> scopes, List<String> names) {
        names.forEach(name -> Scope.of(name).ifPresent(scopes::add));
    }
}
