package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.springframework.dao.DataAccessResourceFailureException;

class DueChangesTest {

    private static final Change CHANGE = new Change(Direction.OUTBOUND, "id", "M1", "feed", 1, "token", 0);

    @Test
    void aClaimThatFailsEndsTheHandingOutWithoutDroppingWhatIsInHand() {
        List<List<Change>> claims = new ArrayList<>(List.of(List.of(CHANGE)));
        DueChanges due = new DueChanges(
                limit -> {
                    if (claims.isEmpty()) {
                        throw new DataAccessResourceFailureException("the database is away");
                    }
                    return claims.remove(0);
                },
                changes -> {});

        assertThat(due.next()).isEqualTo(CHANGE);
        assertThat(due.hasNext()).isFalse();
    }

    @Test
    void theFirstClaimThatFailsIsTold() {
        DueChanges due = new DueChanges(
                limit -> {
                    throw new DataAccessResourceFailureException("the database is away");
                },
                changes -> {});

        assertThatThrownBy(due::hasNext).isInstanceOf(DataAccessResourceFailureException.class);
    }

    @Test
    void theWorkStepsBackWhileManyWebhooksComeIn() {
        ReceivingLoad load = new ReceivingLoad();
        assertThat(load.isHigh()).isFalse();

        // Two seconds are looked at, so it does not matter when one begins.
        for (int i = 0; i < 110; i++) {
            load.received();
        }

        assertThat(load.isHigh()).isTrue();
    }
}
