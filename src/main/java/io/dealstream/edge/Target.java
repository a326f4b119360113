package io.dealstream.edge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The target of a request, as it is passed to the framework.
///
/// @param text path and query in the spelling of RFC 3986; for a refused request only the path that decides on
///     the form of the refusal
/// @param isAccepted whether the request may be routed
record Target(String text, boolean isAccepted) {

    /// The form for proxies, which servers must accept, too (RFC 9112, 3.2.2).
    private static final Pattern ABSOLUTE = Pattern.compile("(?i:https?)://([^/?#]*)([/?].*)?");

    /// @param sent the target in the request line, or `:path`; null where there is none
    /// @param host the value of `Host` or `:authority`; null where there is none
    static Target of(@Nullable String sent, @Nullable String host) {
        if (sent == null) {
            return new Target("/", false);
        }
        String local = sent;
        boolean sameHost = true;
        Matcher absolute = ABSOLUTE.matcher(sent);
        if (absolute.matches()) {
            String rest = absolute.group(2) == null ? "" : absolute.group(2);
            local = rest.startsWith("/") ? rest : "/" + rest;
            sameHost = host != null && host.equalsIgnoreCase(absolute.group(1));
        }
        int question = local.indexOf('?');
        String path = question < 0 ? local : local.substring(0, question);
        if (!sameHost || !Spelling.isReadable(local) || !PathForm.isNormal(path)) {
            return refused(path);
        }
        String spelled = Spelling.ofPath(path);
        if (question >= 0) {
            spelled += '?' + Spelling.ofQuery(local.substring(question + 1));
        }
        return new Target(spelled.equals(sent) ? sent : spelled, true);
    }

    /// The same target without its query, and not accepted.
    Target refused() {
        int question = text.indexOf('?');
        return new Target(question < 0 ? text : text.substring(0, question), false);
    }

    private static Target refused(String path) {
        return new Target(Spelling.ofPath(PathForm.shownAs(Spelling.readable(path))), false);
    }
}
