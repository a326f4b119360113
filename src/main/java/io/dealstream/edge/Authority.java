package io.dealstream.edge;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A host and perhaps a port, as in `Host` and behind the scheme of an origin.
///
/// @param host in lower case
/// @param port empty where none was named
record Authority(String host, String port) {

    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{0,5}))?");
    private static final Pattern ORIGIN = Pattern.compile("(?i:(https?))://(.{1,300})");
    private static final int LAST_PORT = 65_535;

    /// What a header says; empty where it is no host.
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

    /// The host of an `Origin`, always with a port.
    static Optional<Authority> ofOrigin(String origin) {
        Matcher matcher = ORIGIN.matcher(origin);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String usual = matcher.group(1).equalsIgnoreCase("https") ? "443" : "80";
        return of(matcher.group(2)).map(found -> found.port.isEmpty() ? new Authority(found.host, usual) : found);
    }

    /// Whether a page of this origin got it from a server that was asked by that name. A name without a port says
    /// nothing of it: proxies leave it out (`$host` of nginx).
    boolean isServedAs(Authority asked) {
        return host.equals(asked.host) && (asked.port.isEmpty() || port.equals(asked.port));
    }
}
