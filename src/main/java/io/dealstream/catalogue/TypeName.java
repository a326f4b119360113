package io.dealstream.catalogue;

import java.util.Set;
import java.util.regex.Pattern;

/// The rules for names of added event types. A name appears unchanged in `event:` lines, beside the names with
/// which the stream itself talks to clients.
public final class TypeName {

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /// The names of frames that are no events, in any dialect; the names of EventSource's own events; and the
    /// names of other messages and schemas in the AsyncAPI document.
    private static final Set<String> TAKEN =
            Set.of("stream_closed", "heartbeat", "error", "open", "message", "dead-letter", "cloud-event-headers");

    private TypeName() {}

    /// Whether a type may have a name: 1 to 64 letters, digits, `_`, `.` and `-`, and no name that clients take
    /// for something else than an event.
    public static boolean isFree(String name) {
        return SAFE.matcher(name).matches() && !name.startsWith("stream.") && !TAKEN.contains(name);
    }
}
