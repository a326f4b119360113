package io.dealstream.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Everybody who tells a story at the moment. Endless: who has finished begins another one.
final class Cast {

    /// The deal that is told again and again, so that there is always something to see on its stream.
    static final long EVERGREEN_DEAL = 42;

    private static final long FIRST_BATCH_DOCUMENT = 100_000;

    private final Random random;
    private final List<Part> parts = new ArrayList<>();
    private long lastDeal = EVERGREEN_DEAL;
    private int evergreenRun;
    private int batches;
    private int files;

    /// @param tenant whose account and workspace the account and file events are about
    /// @param deals how many deals are told at once, at least 1
    Cast(String tenant, int deals, Random random) {
        this.random = random;
        add(this::evergreen);
        for (int i = 1; i < deals; i++) {
            add(this::deal);
        }
        add(this::batch);
        add(() -> new CaseStory("case_" + hex(), random).events());
        add(() -> new AccountStory(tenant, random).events());
        add(() -> new FileStory(tenant, ++files, random).events());
    }

    private void add(Storyteller teller) {
        parts.add(new Part(teller, new ArrayDeque<>()));
    }

    /// The next event of one of the stories, each in its order.
    Sample next() {
        return parts.get(random.nextInt(parts.size())).next();
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

    /// A teller and what it has not told yet of its story.
    private record Part(Storyteller teller, Deque<Sample> untold) {

        Sample next() {
            if (untold.isEmpty()) {
                untold.addAll(teller.next());
            }
            return untold.remove();
        }
    }
}
