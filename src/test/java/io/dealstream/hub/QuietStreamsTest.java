package io.dealstream.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against maps that keep the order in which something was put in.
class QuietStreamsTest {

    private final QuietStreams quiet = new QuietStreams();
    private final Map<String, byte[]> settled = new LinkedHashMap<>();
    private final Map<String, byte[]> pending = new LinkedHashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsGivesUpAndForgetsInOrder(long seed) {
        Random random = new Random(seed);
        int names = 1 + random.nextInt(3_000);
        for (int step = 0; step < 60_000; step++) {
            String name = "deal" + random.nextInt(names) + ';';
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> put(name, random);
                case 3 -> take(name);
                case 4 -> removeOldest(random.nextBoolean());
                default -> assertThat(quiet.get(hash(name), key(name))).isEqualTo(known(name));
            }
            assertThat(quiet.size()).isEqualTo(settled.size() + pending.size());
            if (random.nextInt(20_000) == 0) {
                while (quiet.size() > 0) {
                    removeOldest(!settled.isEmpty());
                }
            }
        }
        for (String name : settled.keySet()) {
            assertThat(quiet.get(hash(name), key(name))).isEqualTo(settled.get(name));
        }
        long content = settled.values().stream()
                        .mapToLong(entry -> entry.length)
                        .sum()
                + pending.values().stream().mapToLong(entry -> entry.length).sum();
        assertThat(quiet.bytes()).isBetween(content, 3 * content + 200_000 + 24L * names);
    }

    private void put(String name, Random random) {
        if (known(name) == null) {
            int length = random.nextInt(2_000) == 0 ? random.nextInt(200_000) : random.nextInt(300);
            byte[] entry = Arrays.copyOf(key(name), key(name).length + length);
            entry[entry.length - 1] += (byte) length;
            boolean isSettled = random.nextBoolean();
            assertThat(quiet.add(hash(name), entry, isSettled)).isTrue();
            (isSettled ? settled : pending).put(name, entry);
        }
    }

    private void take(String name) {
        byte[] known = known(name);
        settled.remove(name);
        pending.remove(name);
        assertThat(quiet.remove(hash(name), key(name))).isEqualTo(known);
    }

    private void removeOldest(boolean isSettled) {
        Map<String, byte[]> order = isSettled ? settled : pending;
        String oldest = order.isEmpty() ? null : order.keySet().iterator().next();
        assertThat(quiet.oldest(isSettled)).isEqualTo(oldest == null ? null : order.get(oldest));
        quiet.removeOldest(isSettled);
        if (oldest != null) {
            order.remove(oldest);
        }
    }

    private byte @Nullable [] known(String name) {
        return settled.getOrDefault(name, pending.get(name));
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /// Many have the same one.
    private static int hash(String name) {
        return name.hashCode() & 0x3f0000ff;
    }
}
