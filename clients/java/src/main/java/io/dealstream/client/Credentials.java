package io.dealstream.client;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Who asks. What is shown is a key in a header, or a ticket, which holds once, in the query: a key never stands
/// in a URL.
final class Credentials {

    /// What may stand in a header.
    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

    private final Function<Map<String, Object>, String> source;
    private final boolean tickets;

    private Credentials(Function<Map<String, Object>, String> source, boolean tickets) {
        this.source = source;
        this.tickets = tickets;
    }

    static Credentials ofKey(Supplier<String> key) {
        return new Credentials(rights -> key.get(), false);
    }

    static Credentials ofTickets(Function<Map<String, Object>, String> ticket) {
        return new Credentials(ticket, true);
    }

    boolean areTickets() {
        return tickets;
    }

    /// A key or a ticket, as the caller's function gives it now.
    ///
    /// @param rights what a ticket is for
    /// @throws Refusal where it fails; its own refusals pass
    String get(Map<String, Object> rights) {
        String given;
        try {
            given = source.apply(rights);
        } catch (Refusal refusal) {
            throw refusal;
        } catch (RuntimeException e) {
            throw new Refusal("No ticket or key", "ticket", e);
        }
        if (given == null || !VISIBLE.matcher(given).matches()) {
            throw new IllegalArgumentException("the key or ticket holds what may not be sent");
        }
        return given;
    }

    static boolean isToken(String key) {
        return key.chars().filter(each -> each == '.').count() == 2;
    }
}
