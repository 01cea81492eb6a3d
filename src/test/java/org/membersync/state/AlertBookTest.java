package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.membersync.state.AlertBook.Alert;
import org.membersync.state.AlertBook.Kind;

class AlertBookTest extends StateTestSupport {

    private static final Map<String, String> PAUSED = Map.of("paused-outbound", "Outbound is paused by astrid");

    @OnEachDatabase
    void eachBeginningAndEndIsToldOnceByAllProcessesTogether(Database database) {
        open(database);
        AlertBook other = new AlertBook(jdbc, transaction, clock);

        assertThat(alertBook.settle(PAUSED, false)).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(Kind.BEGAN);
            assertThat(alert.name()).isEqualTo("paused-outbound");
        });
        assertThat(other.settle(PAUSED, false)).isEmpty();
        assertThat(alertBook.known()).isEqualTo(PAUSED);

        assertThat(other.settle(Map.of(), false)).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(Kind.ENDED);
            assertThat(alert.message()).isEqualTo("Outbound is paused by astrid");
        });
        assertThat(alertBook.settle(Map.of(), false)).isEmpty();
        assertThat(alertBook.settle(PAUSED, false)).extracting(Alert::kind).containsExactly(Kind.BEGAN);
    }

    @OnEachDatabase
    void keepsForTheNextEmailOnlyWhatWasMeantForOne(Database database) {
        open(database);
        alertBook.settle(PAUSED, false);
        assertThat(alertBook.toMail(10)).isEmpty();
        assertThat(alertBook.mailedAt()).isEmpty();

        alertBook.settle(Map.of("parked", "Members are parked (1 unmapped-value)"), true);

        assertThat(alertBook.toMail(10)).extracting(Alert::name).containsExactlyInAnyOrder("parked", "paused-outbound");
        clock.advance(Duration.ofSeconds(5));
        alertBook.mailed(alertBook.toMail(10));
        assertThat(alertBook.toMail(10)).isEmpty();
        assertThat(alertBook.mailedAt()).contains(clock.instant());
    }
}
