package org.membersync.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.failure.PermanentException;

class PercentEncodingTest {

    @Test
    void encodesAllButUnreservedCharacters() {
        assertThat(PercentEncoding.encode("Søren+1 &=/?#*~[]")).isEqualTo("S%C3%B8ren%2B1%20%26%3D%2F%3F%23%2A~%5B%5D");
    }

    @Test
    void keepsSlashesInsideTheSegment() {
        assertThat(PercentEncoding.segment("../secret")).isEqualTo("..%2Fsecret");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", ".", ".."})
    void refusesSegmentsThatNameAnotherResource(String id) {
        assertThatThrownBy(() -> PercentEncoding.segment(id))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("dismiss the change");
    }
}
