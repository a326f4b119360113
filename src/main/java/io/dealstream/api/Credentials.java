package io.dealstream.api;

import io.dealstream.access.Credential;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks for a credential in the places that a dialect names, in that order. The first one that is found
/// counts, and must be valid. Source: streams.md, "Access".
public final class Credentials {

    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(\\S+)\\s*");

    private final Exchange exchange;
    private Optional<Credential> found = Optional.empty();

    private Credentials(Exchange exchange) {
        this.exchange = exchange;
    }

    /// Begins to look in a request.
    public static Credentials of(Exchange exchange) {
        return new Credentials(exchange);
    }

    /// Whether any header holds a credential, in a place of any dialect.
    static boolean inHeaders(Exchange exchange) {
        return of(exchange)
                .header("X-API-Key", Credential.ApiKey::new)
                .bearer(Credential.KeyOrToken::new)
                .first()
                .isPresent();
    }

    /// Looks in a header that holds only the credential.
    ///
    /// @param name the header's name
    /// @param kind makes the credential of the header's value
    public Credentials header(String name, Function<String, Credential> kind) {
        return or(exchange.header(name).map(String::strip).map(kind));
    }

    /// Looks in `Authorization: Bearer`. Other schemes are ignored.
    ///
    /// @param kind makes the credential of the value
    public Credentials bearer(Function<String, Credential> kind) {
        return or(exchange.header("Authorization")
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(matcher -> kind.apply(matcher.group(1))));
    }

    /// Looks in a query parameter.
    ///
    /// @param name the parameter's name
    /// @param kind makes the credential of the parameter's value
    public Credentials query(String name, Function<String, Credential> kind) {
        return or(exchange.query(name).map(kind));
    }

    /// The first credential that was found; empty where there is none.
    public Optional<Credential> first() {
        return found;
    }

    private Credentials or(Optional<Credential> other) {
        found = found.or(() -> other);
        return this;
    }
}
