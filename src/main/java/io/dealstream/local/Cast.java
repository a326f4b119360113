package io.dealstream.local;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// All storytellers of the sample pipeline. They are endless: after a story each begins another one. Sometimes
/// a simulated worker dies in the middle of a deal. Then the deal stands still until another worker takes over.
final class Cast {

    /// The deal that is repeated for ever, so that there is always something to see on its stream.
    static final long EVERGREEN_DEAL = 42;

    private static final long FIRST_BATCH_DOCUMENT = 100_000;
    private static final String STEP = "processing.progress";

    /// A worker dies after one of so many steps.
    private static final int ONE_IS_LAST_IN = 40;

    /// The time until another worker takes over.
    static final Duration GAP = Duration.ofSeconds(75);

    private final Random random;
    private final InstantSource clock;
    private final List<Part> parts = new ArrayList<>();
    private long lastDeal = EVERGREEN_DEAL;
    private int evergreenRun;
    private int batches;
    private int files;

    /// @param tenant the tenant of all events, account and file events included
    /// @param deals how many deals there are at once, at least 1
    Cast(String tenant, int deals, Random random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
        add(this::evergreen);
        for (int i = 1; i < deals; i++) {
            parts.add(new Part(this::deal, true));
        }
        add(this::batch);
        add(() -> new CaseStory("case_" + hex(), random).events());
        add(() -> new AccountStory(tenant, random).events());
        add(() -> new FileStory(tenant, ++files, random).events());
    }

    private void add(Storyteller teller) {
        parts.add(new Part(teller, false));
    }

    /// The next event of one of the stories. Events of the same story stay in order.
    Sample next() {
        List<Part> atWork =
                parts.stream().filter(part -> part.restsUntil <= clock.millis()).toList();
        return atWork.get(random.nextInt(atWork.size())).next();
    }

    private List<Sample> evergreen() {
        return new DealStory(EVERGREEN_DEAL, evergreenRun++).events();
    }

    private List<Sample> deal() {
        return new DealStory(++lastDeal, 0).events();
    }

    private List<Sample> batch() {
        return new BatchStory("batch_" + hex(), FIRST_BATCH_DOCUMENT + 100L * batches++, random).events();
    }

    private String hex() {
        return HexFormat.of().toHexDigits(random.nextInt());
    }

    /// A storyteller with the rest of its present story.
    private final class Part {

        private final Storyteller teller;
        private final boolean mortal;
        private final Deque<Sample> untold = new ArrayDeque<>();
        private long restsUntil = Long.MIN_VALUE;

        /// @param mortal whether its worker may die
        Part(Storyteller teller, boolean mortal) {
            this.teller = teller;
            this.mortal = mortal;
        }

        Sample next() {
            if (untold.isEmpty()) {
                untold.addAll(teller.next());
            }
            Sample next = untold.remove();
            if (mortal && next.type().equals(STEP) && random.nextInt(ONE_IS_LAST_IN) == 0) {
                restsUntil = clock.millis() + GAP.toMillis();
            }
            return next;
        }
    }
}
