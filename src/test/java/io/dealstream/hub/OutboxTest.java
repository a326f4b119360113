package io.dealstream.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final List<Throwable> failures = new ArrayList<>();
    private final Outbox outbox = new Outbox(new HubListener() {
        @Override
        public void failed(String part, Throwable failure) {
            failures.add(failure);
        }
    });
    private final Tasks lane = new Tasks();
    private final List<String> opened = new ArrayList<>();

    /// A lane that keeps its tasks for the test.
    private static final class Tasks implements Lane {

        final List<Runnable> tasks = new ArrayList<>();
        boolean refuses;

        @Override
        public boolean isCurrent() {
            return false;
        }

        @Override
        public void execute(Runnable task) {
            if (refuses) {
                throw new RejectedExecutionException("full");
            }
            tasks.add(task);
        }
    }

    /// A parcel that is written down when it is opened.
    private record Note(Runnable content, @Nullable Note substitute) implements Outbox.Parcel {

        @Override
        public void open() {
            content.run();
        }

        @Override
        public Outbox.Parcel instead() {
            return substitute == null ? this : substitute;
        }
    }

    @Test
    void bringsEachLaneWhatIsItsInOneTaskAndInOrder() {
        Tasks other = new Tasks();
        outbox.add(lane, note("first"));
        outbox.add(other, note("elsewhere"));
        outbox.add(lane, note("second"));
        assertThat(lane.tasks).isEmpty();

        outbox.send();

        assertThat(lane.tasks).hasSize(1);
        assertThat(other.tasks).hasSize(1);
        lane.tasks.getFirst().run();
        assertThat(opened).containsExactly("first", "second");
    }

    @Test
    void sendsNothingTwice() {
        outbox.add(lane, note("once"));
        outbox.send();
        outbox.send();
        outbox.add(lane, note("later"));
        outbox.send();

        assertThat(lane.tasks).hasSize(2);
        lane.tasks.forEach(Runnable::run);
        assertThat(opened).containsExactly("once", "later");
    }

    @Test
    void opensWhatComesBehindAParcelThatFails() {
        outbox.add(lane, failing("one"));
        outbox.add(lane, note("between"));
        outbox.add(lane, failing("two"));
        outbox.add(lane, note("behind"));
        outbox.send();

        lane.tasks.getFirst().run();
        assertThat(opened).containsExactly("between", "behind");
        assertThat(failures).extracting(Throwable::getMessage).containsExactly("one", "two");
    }

    @Test
    void bringsOtherLanesTheirsWhereOneTakesNothing() {
        Tasks other = new Tasks();
        lane.refuses = true;
        outbox.add(lane, note("refused"));
        outbox.add(other, note("elsewhere"));

        outbox.send();

        assertThat(other.tasks).hasSize(1);
        assertThat(failures).hasSize(1);
    }

    @Test
    void bringsALaneThatTakesTasksAgainOneThingInsteadOfAllThatItRefused() {
        Note instead = note("instead");
        lane.refuses = true;
        for (int i = 0; i < 100; i++) {
            outbox.add(lane, new Note(() -> opened.add("refused"), instead));
            outbox.send();
        }
        lane.refuses = false;
        outbox.add(lane, note("next"));
        outbox.send();

        assertThat(lane.tasks).hasSize(1);
        lane.tasks.getFirst().run();
        assertThat(opened).containsExactly("instead", "next");
    }

    private Note note(String name) {
        return new Note(() -> opened.add(name), null);
    }

    private static Note failing(String message) {
        return new Note(
                () -> {
                    throw new AssertionError(message);
                },
                null);
    }
}
