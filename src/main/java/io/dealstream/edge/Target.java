package io.dealstream.edge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a request asks for, as it is handed on.
///
/// @param text path and query, in the spelling of RFC 3986; of a request that is refused no more than the path that
///     tells whose refusal it is
/// @param isAccepted whether it may be routed
record Target(String text, boolean isAccepted) {

    /// The form for proxies, which servers take, too (RFC 9112, 3.2.2).
    private static final Pattern ABSOLUTE = Pattern.compile("(?i:https?)://([^/?#]*)([/?].*)?");

    /// @param sent the target of the request line, or `:path`; null where there is none
    /// @param host what `Host` or `:authority` says; null where it says nothing
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

    /// The same without its query and without a way in.
    Target refused() {
        int question = text.indexOf('?');
        return new Target(question < 0 ? text : text.substring(0, question), false);
    }

    private static Target refused(String path) {
        return new Target(Spelling.ofPath(PathForm.shownAs(Spelling.readable(path))), false);
    }
}
