package org.membersync.population.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdSetTest {

    @Test
    void tellsWhatCameUpBeforeWhateverItsSize() {
        IdSet ids = new IdSet();
        for (int i = 0; i < 100_000; i++) {
            assertThat(ids.add("9" + i)).isTrue();
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(ids.add("9" + i)).isFalse();
        }
        assertThat(ids.add("another")).isTrue();
    }
}
