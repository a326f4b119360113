package io.dealstream.catalogue;

import java.util.Set;
import java.util.regex.Pattern;

/// What an event type that is not Dealstream's own may be called: its name stands in `event:` lines as it is, beside
/// those that tell clients how the stream itself does.
public final class TypeName {

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /// What frames that are no events are called, in one dialect or another; what an EventSource tells its page under
    /// names of its own; and what AsyncAPI's document calls other things.
    private static final Set<String> TAKEN =
            Set.of("stream_closed", "heartbeat", "error", "open", "message", "dead-letter", "cloud-event-headers");

    private TypeName() {}

    /// Whether a type may have the name: 1 to 64 letters, digits, `_`, `.` and `-`, and none that clients take for
    /// something else than an event.
    public static boolean isFree(String name) {
        return SAFE.matcher(name).matches() && !name.startsWith("stream.") && !TAKEN.contains(name);
    }
}
