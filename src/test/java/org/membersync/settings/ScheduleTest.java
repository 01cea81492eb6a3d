package org.membersync.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource({"30s, 30000", "5m, 300000", "' 1h ', 3600000", "50ms, 50", "PT2S, 2000"})
    void readsAnInterval(String text, long millis) {
        Schedule schedule = Schedule.parse(text);

        assertThat(schedule.interval()).isEqualTo(Duration.ofMillis(millis));
        assertThat(schedule.endpointOptions())
                .isEqualTo("trigger.repeatInterval=" + millis + "&trigger.repeatCount=-1");
    }

    @Test
    void readsACronExpressionInUtc() {
        Schedule schedule = Schedule.parse("0 30 3 * * ?");

        assertThat(schedule.interval()).isNull();
        assertThat(schedule.endpointOptions()).isEqualTo("cron=0+30+3+*+*+?&trigger.timeZone=UTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "often", "0s", "-5m", "10ms", "0 30 25 * * ?", "* * * * *", "0 0 3 1 1 1"})
    void refusesWhatIsNeither(String text) {
        assertThatThrownBy(() -> Schedule.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
