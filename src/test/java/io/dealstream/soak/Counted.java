package io.dealstream.soak;

import io.dealstream.testing.EventSourceClient;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A reader to whom each deal's numbered events must come without a gap, once and in order. It remembers the last
/// numbers only, so that it can listen for as long as one likes.
final class Counted implements AutoCloseable {

    private static final Pattern NUMBERED = Pattern.compile("\"deal_id\":(\\d+),.*\"number\":(\\d+)");

    private final EventSourceClient client;
    private final Map<Long, Long> next = new HashMap<>();
    private long count;
    private @Nullable String complaint;

    Counted(URI uri, Map<String, String> headers) {
        this.client = EventSourceClient.open(uri, headers, this::heard);
    }

    /// How many have come.
    synchronized long count() {
        return count;
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
        Matcher event = NUMBERED.matcher(message.data());
        if (!event.find()) {
            if (!message.type().equals("stream.closed")) {
                complain(message.type() + " " + message.data());
            }
            return;
        }
        long number = Long.parseLong(event.group(2));
        long due = next.getOrDefault(Long.valueOf(event.group(1)), 0L);
        if (number != due) {
            complain("deal " + event.group(1) + ": " + number + " came where " + due + " was due");
        }
        next.put(Long.valueOf(event.group(1)), number + 1);
        count++;
    }

    private void complain(String what) {
        if (complaint == null) {
            complaint = what;
        }
    }
}
