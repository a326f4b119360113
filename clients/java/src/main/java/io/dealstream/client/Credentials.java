package io.dealstream.client;

import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Who asks. What is shown is a key in a header, or a ticket, which holds once, in the query: a key never stands
/// in a URL.
final class Credentials {

    /// What may stand in a header.
    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

    private final Supplier<String> source;
    private final boolean tickets;

    private Credentials(Supplier<String> source, boolean tickets) {
        this.source = source;
        this.tickets = tickets;
    }

    static Credentials ofKey(Supplier<String> key) {
        return new Credentials(key, false);
    }

    static Credentials ofTickets(Supplier<String> ticket) {
        return new Credentials(ticket, true);
    }

    boolean areTickets() {
        return tickets;
    }

    /// A key or a ticket, as the caller's function gives it now.
    ///
    /// @throws Refusal where it fails; its own refusals pass
    String get() {
        String given;
        try {
            given = source.get();
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
