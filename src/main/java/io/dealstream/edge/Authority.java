package io.dealstream.edge;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A host and an optional port, as in `Host` and after the scheme of an origin.
///
/// @param host the host in lower case
/// @param port the port's digits; empty where there is none
record Authority(String host, String port) {

    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{0,5}))?");
    private static final Pattern ORIGIN = Pattern.compile("(?i:(https?))://(.{1,300})");
    private static final int LAST_PORT = 65_535;

    /// Reads the value of a header; empty where it is no host.
    static Optional<Authority> of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String port = matcher.group(2) == null ? "" : matcher.group(2);
        return !port.isEmpty() && Integer.parseInt(port) > LAST_PORT
                ? Optional.empty()
                : Optional.of(new Authority(matcher.group(1).toLowerCase(Locale.ROOT), port));
    }

    /// Reads the host of an `Origin`, always with a port.
    static Optional<Authority> ofOrigin(String origin) {
        Matcher matcher = ORIGIN.matcher(origin);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String usual = matcher.group(1).equalsIgnoreCase("https") ? "443" : "80";
        return of(matcher.group(2)).map(found -> found.port.isEmpty() ? new Authority(found.host, usual) : found);
    }

    /// Whether a page of this origin came from the server that was asked by this name. A name without a port
    /// matches any port, because proxies leave the port out (nginx's `$host`).
    boolean isServedAs(Authority asked) {
        return host.equals(asked.host) && (asked.port.isEmpty() || port.equals(asked.port));
    }
}
