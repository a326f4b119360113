package io.dealstream.chaos;

import io.dealstream.testing.Topics;
import java.util.List;
import java.util.stream.IntStream;

/// Records of one key on one topic: what must come out in the order in which it went in.
///
/// @param tenant from 1
/// @param deal from 1; all tenants have the same deals
record Lane(int tenant, String topic, int deal) {

    static final int TENANTS = 5;
    static final int DEALS = 10;

    /// The deal that is settled at the end of the run, one of each tenant's.
    static final int SETTLING = DEALS;

    /// All there are. A deal that is to be settled has one lane only: what is written elsewhere after its last word
    /// may come before or after.
    static List<Lane> all() {
        return IntStream.rangeClosed(1, TENANTS)
                .boxed()
                .flatMap(tenant -> IntStream.rangeClosed(1, DEALS)
                        .boxed()
                        .flatMap(deal -> topics(deal).stream().map(topic -> new Lane(tenant, topic, deal))))
                .toList();
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
