package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.membersync.state.SortedKeys.Pair;

class SortedKeysTest {

    /** Of the parts that are sorted in memory. */
    private static final int PART = 1 << 16;

    @Test
    void findsEveryPairOfEveryKeyAcrossTheParts() {
        Random random = new Random(7);
        Map<Long, List<Pair>> expected = new HashMap<>();
        try (SortedKeys.Builder builder = new SortedKeys.Builder()) {
            for (int i = 0; i < 2 * PART + 1000; i++) {
                long key = i % 10 == 0 ? random.nextInt(100) - 50L : random.nextLong();
                expected.computeIfAbsent(key, none -> new ArrayList<>()).add(new Pair(i, -i));
                builder.add(key, i, -i);
            }
            try (SortedKeys keys = builder.sorted()) {
                expected.forEach((key, pairs) -> {
                    assertThat(keys.pairs(key)).isEqualTo(pairs);
                    assertThat(keys.firsts(key).toArray())
                            .isEqualTo(pairs.stream().mapToLong(Pair::first).toArray());
                });
                assertThat(keys.holds(1_000_000)).isFalse();
            }
        }
    }

    @Test
    void holdsNothingOfNothing() {
        try (SortedKeys.Builder builder = new SortedKeys.Builder();
                SortedKeys keys = builder.sorted()) {
            assertThat(keys.holds(0)).isFalse();
            assertThat(keys.firsts(0)).isEmpty();
        }
    }

    @Test
    void findsTheLeastAndTheGreatestKeyOfAFullPart() {
        try (SortedKeys.Builder builder = new SortedKeys.Builder()) {
            for (long i = 0; i < PART; i++) {
                builder.add(i == 0 ? Long.MIN_VALUE : i == 1 ? Long.MAX_VALUE : i, i, 0);
            }
            try (SortedKeys keys = builder.sorted()) {
                assertThat(keys.firsts(Long.MIN_VALUE)).containsExactly(0L);
                assertThat(keys.firsts(Long.MAX_VALUE)).containsExactly(1L);
                assertThat(keys.holds(PART)).isFalse();
            }
        }
    }
}
