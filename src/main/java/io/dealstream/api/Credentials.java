package io.dealstream.api;

import io.dealstream.access.Credential;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks for a credential in the places that a dialect names, in that order: the first found counts, and must be
/// valid.
public final class Credentials {

    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(\\S+)\\s*");

    private final Exchange exchange;
    private Optional<Credential> found = Optional.empty();

    private Credentials(Exchange exchange) {
        this.exchange = exchange;
    }

    public static Credentials of(Exchange exchange) {
        return new Credentials(exchange);
    }

    /// Whether any header shows a credential, in the place of whichever dialect.
    static boolean inHeaders(Exchange exchange) {
        return of(exchange)
                .header("X-API-Key", Credential.ApiKey::new)
                .bearer(Credential.KeyOrToken::new)
                .first()
                .isPresent();
    }

    /// A header that holds nothing but the credential.
    public Credentials header(String name, Function<String, Credential> kind) {
        return or(exchange.header(name).map(String::strip).map(kind));
    }

    /// `Authorization: Bearer`. Another scheme is no credential of ours.
    public Credentials bearer(Function<String, Credential> kind) {
        return or(exchange.header("Authorization")
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(matcher -> kind.apply(matcher.group(1))));
    }

    public Credentials query(String name, Function<String, Credential> kind) {
        return or(exchange.query(name).map(kind));
    }

    public Optional<Credential> first() {
        return found;
    }

    private Credentials or(Optional<Credential> other) {
        found = found.or(() -> other);
        return this;
    }
}
