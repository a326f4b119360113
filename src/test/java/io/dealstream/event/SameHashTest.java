package io.dealstream.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ids may be chosen so that they all have the same hash. Looking one up must not mean to look at all others: on the
/// intake's thread that would hold up every tenant.
class SameHashTest {

    /// 2^17 look-ups among 2^17 take less than a tenth of a second, or some minutes.
    private static final int BITS = 17;

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @MethodSource("keys")
    void idsOfOneHashAreToldApartQuickly(Function<String, Object> key) {
        List<String> ids = ofOneHash();
        assertThat(ids.stream().map(String::hashCode).distinct()).hasSize(1);

        assertTimeoutPreemptively(LIMIT, () -> {
            Set<Object> all = new HashSet<>();
            ids.forEach(id -> all.add(key.apply(id)));
            assertThat(all).hasSize(1 << BITS);
            assertThat(ids.stream().allMatch(id -> all.contains(key.apply(id)))).isTrue();
        });
    }

    private static Stream<Function<String, Object>> keys() {
        Tenant tenant = new Tenant("acme");
        return Stream.of(
                id -> new Subject("deal", id), Tenant::new, id -> new StreamKey(tenant, new Subject("deal", id)));
    }

    private static List<String> ofOneHash() {
        List<String> ids = List.of("");
        for (int i = 0; i < BITS; i++) {
            List<String> longer = new ArrayList<>(2 * ids.size());
            ids.forEach(id -> {
                longer.add(id + "Aa");
                longer.add(id + "BB");
            });
            ids = longer;
        }
        return ids;
    }
}
