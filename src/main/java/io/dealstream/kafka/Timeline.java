package io.dealstream.kafka;

import io.dealstream.event.Partition;
import io.dealstream.event.Position;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers roughly when the records of each partition were written, as far as this replica has read them.
/// When Kafka has deleted the oldest records, the timeline tells whether they were too old to matter.
/// Thread-safe.
@Singleton
public final class Timeline {

    private static final long STEP_MILLIS = 600_000;
    private static final int MOST_STEPS = 2_000;

    private final Map<Partition, Line> lines = new ConcurrentHashMap<>();

    /// Takes note that the reading of a partition begins behind `floor`, or goes on there after a gap.
    ///
    /// @param floor its watermark is the greatest that an earlier record can have
    public void begins(Position floor) {
        Line line = lines.putIfAbsent(floor.partition(), new Line(floor));
        if (line == null) {
            lines.keySet().removeIf(other -> isReplaced(other, floor.partition()));
        } else {
            line.add(floor);
        }
    }

    /// Whether a partition is one of a topic that was deleted and made again.
    private static boolean isReplaced(Partition partition, Partition by) {
        return partition.index() == by.index() && partition.topic().equals(by.topic()) && partition.tag() != by.tag();
    }

    /// Takes note of an event: the next one behind the last floor, or one before that floor.
    public void passed(Position position) {
        Line line = lines.get(position.partition());
        if (line != null) {
            line.pass(position);
        }
    }

    /// The greatest watermark that a record before `offset` can have, epoch ms. It is exact to some minutes and
    /// never too low; `Long.MAX_VALUE` where nothing is known.
    public long before(Partition partition, long offset) {
        Line line = lines.get(partition);
        return line == null ? Long.MAX_VALUE : line.before(offset);
    }

    /// How many partitions are remembered, including those of deleted topics that were not made again.
    public int size() {
        return lines.size();
    }

    /// Some positions of one partition, in order.
    private static final class Line {

        private List<Position> steps = new ArrayList<>();
        private volatile long step = STEP_MILLIS;
        private volatile Position lastStep;
        private volatile Position last;

        Line(Position floor) {
            steps.add(floor);
            lastStep = floor;
            last = floor;
        }

        synchronized void add(Position position) {
            last = position;
            lastStep = position;
            steps.add(position);
            limit();
        }

        /// Inserts an earlier position, if it lies a step away from the one before it.
        private synchronized void fillIn(Position position) {
            int behind = steps.size();
            while (behind > 0 && steps.get(behind - 1).offset() >= position.offset()) {
                behind--;
            }
            if (behind == 0 || isStep(steps.get(behind - 1), position)) {
                steps.add(behind, position);
                limit();
            }
        }

        private synchronized void limit() {
            while (steps.size() > MOST_STEPS) {
                step *= 2;
                thin();
            }
        }

        private void thin() {
            List<Position> fewer = new ArrayList<>();
            for (Position position : steps.reversed()) {
                if (fewer.isEmpty() || isStep(position, fewer.getLast())) {
                    fewer.add(position);
                }
            }
            steps = new ArrayList<>(fewer.reversed());
        }

        void pass(Position position) {
            if (position.offset() <= last.offset()) {
                fillIn(position);
                return;
            }
            if (isStep(lastStep, position)) {
                add(position);
            }
            last = position;
        }

        /// Compares by an unsigned difference: producers may give any timestamp, so a sum could overflow.
        private boolean isStep(Position from, Position to) {
            long apart = to.watermark() - from.watermark();
            return from.watermark() < to.watermark() && Long.compareUnsigned(apart, step) >= 0;
        }

        synchronized long before(long offset) {
            for (Position position : steps) {
                if (position.offset() >= offset - 1) {
                    return position.watermark();
                }
            }
            return last.offset() >= offset - 1 ? last.watermark() : Long.MAX_VALUE;
        }
    }
}
