package io.dealstream.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final Outbox outbox = new Outbox();
    private final Tasks lane = new Tasks();
    private final List<String> opened = new ArrayList<>();

    /// A lane that keeps its tasks for the test.
    private static final class Tasks implements Lane {

        final List<Runnable> tasks = new ArrayList<>();

        @Override
        public boolean isCurrent() {
            return false;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }
    }

    @Test
    void bringsEachLaneWhatIsItsInOneTaskAndInOrder() {
        Tasks other = new Tasks();
        outbox.add(lane, () -> opened.add("first"));
        outbox.add(other, () -> opened.add("elsewhere"));
        outbox.add(lane, () -> opened.add("second"));
        assertThat(lane.tasks).isEmpty();

        outbox.send();

        assertThat(lane.tasks).hasSize(1);
        assertThat(other.tasks).hasSize(1);
        lane.tasks.getFirst().run();
        assertThat(opened).containsExactly("first", "second");
    }

    @Test
    void sendsNothingTwice() {
        outbox.add(lane, () -> opened.add("once"));
        outbox.send();
        outbox.send();
        outbox.add(lane, () -> opened.add("later"));
        outbox.send();

        assertThat(lane.tasks).hasSize(2);
        lane.tasks.forEach(Runnable::run);
        assertThat(opened).containsExactly("once", "later");
    }

    @Test
    void opensWhatComesBehindAParcelThatFails() {
        outbox.add(lane, () -> {
            throw new IllegalStateException("one");
        });
        outbox.add(lane, () -> opened.add("between"));
        outbox.add(lane, () -> {
            throw new IllegalStateException("two");
        });
        outbox.add(lane, () -> opened.add("behind"));
        outbox.send();

        assertThatThrownBy(lane.tasks.getFirst()::run)
                .hasMessage("one")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(opened).containsExactly("between", "behind");
    }
}
