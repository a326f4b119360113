package io.dealstream.chaos;

import io.dealstream.testing.Topics;
import java.util.List;
import java.util.stream.IntStream;

/// The records of one key on one topic, which must come out in the order in which they went in.
///
/// @param tenant from 1
/// @param deal from 1; all tenants have the same deals
/// @param strand from 0: where there are many partitions a deal has several lanes on a topic
record Lane(int tenant, String topic, int deal, int strand) {

    static final int TENANTS = 5;
    static final int DEALS = 10;

    /// The deal that is settled at the end of the run, one of each tenant's.
    static final int SETTLING = DEALS;

    /// So many that an organisation's lanes are as many as the partitions.
    private static final int STRANDS = Math.max(1, Integer.getInteger("chaos.partitions", ChaosSettings.FEW) / 15);

    /// All there are. A deal that is to be settled has one lane only: what is written elsewhere after its last word
    /// may come before or after.
    static List<Lane> all() {
        return IntStream.rangeClosed(1, TENANTS)
                .boxed()
                .flatMap(tenant -> IntStream.rangeClosed(1, DEALS)
                        .boxed()
                        .flatMap(deal -> topics(deal).stream()
                                .flatMap(topic -> IntStream.range(0, deal == SETTLING ? 1 : STRANDS)
                                        .mapToObj(strand -> new Lane(tenant, topic, deal, strand)))))
                .toList();
    }

    /// Whether there are so many partitions that lanes are given theirs one by one rather than by their key.
    static boolean areMany() {
        return STRANDS > 1;
    }

    /// The partition of its own among `count`, where lanes are many.
    int partition(int count) {
        return ((deal - 1) * STRANDS + strand) % count;
    }

    private static List<String> topics(int deal) {
        return deal == SETTLING ? List.of(Topics.PROCESSING) : List.of(Topics.PROCESSING, Topics.DEALS);
    }

    static String tenantName(int tenant) {
        return "org-" + tenant;
    }

    /// The API key that shows this tenant.
    static String secret(int tenant) {
        return "chaos-secret-" + tenant;
    }
}
