package io.dealstream.soak;

import io.dealstream.testing.EventSourceClient;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A reader to whom numbered events must come without a gap and in order. It remembers the last number only, so that it
/// can listen for as long as one likes.
final class Counted implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("\"number\":(\\d+)");

    private final EventSourceClient client;
    private long next;
    private @Nullable String complaint;

    Counted(URI uri, Map<String, String> headers) {
        this.client = EventSourceClient.open(uri, headers, this::heard);
    }

    /// How many have come.
    synchronized long count() {
        return next;
    }

    /// What was wrong first; null where nothing was.
    synchronized @Nullable String complaint() {
        return complaint;
    }

    /// How many connections it took.
    int connections() {
        return client.opened();
    }

    /// Whether it has a place to resume from: from then on everything is owed to it.
    boolean isSettledIn() {
        return !client.lastEventId().isEmpty();
    }

    @Override
    public void close() {
        client.close();
    }

    private synchronized void heard(EventSourceClient.Message message) {
        Matcher number = NUMBER.matcher(message.data());
        if (!number.find()) {
            complain(message.type() + " " + message.data());
        } else if (Long.parseLong(number.group(1)) == next) {
            next++;
        } else {
            complain(number.group(1) + " came where " + next + " was due");
            next = Long.parseLong(number.group(1)) + 1;
        }
    }

    private void complain(String what) {
        if (complaint == null) {
            complaint = what;
        }
    }
}
