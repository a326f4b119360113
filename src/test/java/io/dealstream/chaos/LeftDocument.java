package io.dealstream.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The records on the topic about one of the [Idler]'s documents. All times are Kafka's record times, epoch ms:
/// no two events of a document have the same.
final class LeftDocument {

    /// @param since when the last event before it came
    /// @param at when Kafka took it
    record Stall(String id, long since, long at) {}

    private final NavigableMap<Long, String> stages = new TreeMap<>();
    private final List<Stall> stalls = new ArrayList<>();

    void heard(long at, String stage) {
        stages.put(at, stage);
    }

    void told(Stall stall) {
        stalls.add(stall);
    }

    List<Stall> stalls() {
        return stalls;
    }

    /// How many stalls stand there beside the first that says the same.
    long repeated() {
        long ids = stalls.stream().map(Stall::id).distinct().count();
        long causes = stalls.stream().map(Stall::since).distinct().count();
        return stalls.size() - Math.min(ids, causes);
    }

    /// Whether the document had stood still for long enough when it was told, and when it went on if that was before.
    boolean isTrue(Stall stall) {
        long end = Math.min(stall.at(), next(stall.since()));
        return isLeftAt(stages.get(stall.since())) && end - stall.since() >= Idler.PATIENCE.toMillis();
    }

    /// Whether the document had gone on meanwhile.
    boolean isOvertaken(Stall stall) {
        return next(stall.since()) < stall.at();
    }

    /// Whether it was left for good and nothing tells so, once it is known that no more will come. A document that
    /// went on owes nothing: nobody may have been there to tell.
    boolean isMissed() {
        Map.Entry<Long, String> last = stages.lastEntry();
        return last != null
                && isLeftAt(last.getValue())
                && stalls.stream().noneMatch(stall -> stall.since() == last.getKey());
    }

    @Override
    public String toString() {
        return stages + " " + stalls;
    }

    private static boolean isLeftAt(@Nullable String stage) {
        return Idler.ABANDONED.equals(stage);
    }

    /// When the next event came; never, where there is none.
    private long next(long event) {
        Long next = stages.higherKey(event);
        return next == null ? Long.MAX_VALUE : next;
    }
}
