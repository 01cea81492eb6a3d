package org.membersync.sync;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.failure.AccessException;
import org.membersync.failure.FailureClassifier;
import org.membersync.failure.SystemUnavailableException;
import org.membersync.failure.TransientException;
import org.membersync.settings.RetrySettings;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.Holds;
import org.membersync.state.LateWrites;

class FailureHandlingTest {

    private static final AccessException REFUSED =
            new AccessException("heyloyalty-access", "HeyLoyalty refused the key");

    private final ChangeQueue queue = mock(ChangeQueue.class);
    private final Failures failures = mock(Failures.class);
    private final Holds holds = mock(Holds.class);
    private final FailureHandling handling = new FailureHandling(
            new FailureClassifier(Set.of()),
            new RetrySettings(3, Duration.ofSeconds(1), Duration.ofMinutes(1)),
            queue,
            failures,
            holds,
            mock(LateWrites.class),
            new Random(1));

    @Test
    void whatASystemAnswersOneMemberAloneIsTriedSoOftenThenParked() {
        TransientException broken = new TransientException("heyloyalty-unavailable", "answered with 500", null);

        handling.postpone(change(Direction.OUTBOUND, 0), broken);
        verify(queue).postpone(any(), any(), eq(1), eq("heyloyalty-unavailable"), any());
        handling.postpone(change(Direction.OUTBOUND, 2), broken);

        verify(failures).park(any(), eq("heyloyalty-unavailable"), any());
    }

    @Test
    void whileASystemIsAwayNoTryCountsSoThatNobodyIsParked() {
        SystemUnavailableException away =
                new SystemUnavailableException("heyloyalty-unavailable", "answered with 503", null);

        for (int i = 0; i < 20; i++) {
            handling.postpone(change(Direction.INBOUND, 2), away);
        }

        verify(queue, org.mockito.Mockito.times(20)).postpone(any(), any(), eq(2), any(), any());
        verifyNoInteractions(failures);
    }

    @Test
    void aRefusedTurnHoldsItsOwnDirectionAndTheMembershipsGoWithOutbound() {
        handling.hold(change(Direction.INBOUND, 0), REFUSED);
        verify(holds).hold(eq(Direction.INBOUND), any(), any(), any());
        verify(holds, never()).hold(eq(Direction.OUTBOUND), any(), any(), any());

        handling.hold(change(Direction.MEMBERSHIP, 0), REFUSED);

        verify(holds).hold(eq(Direction.OUTBOUND), any(), any(), any());
        verify(queue, never()).postpone(any(), any(), anyInt(), any(), any());
    }

    @Test
    void whatTurnsToHeyLoyaltyNeedHoldsThemAloneAndARefusedPollOrComparisonNone() {
        handling.holdRun("poll-heyloyalty-members", REFUSED);
        handling.holdRun("poll-bc-members", REFUSED);
        handling.holdRun("reconcile", REFUSED);

        verify(holds).refused(eq(Direction.INBOUND), eq("poll-heyloyalty-members"), any(), any(), any());
        verify(holds).refused(eq(Direction.OUTBOUND), eq("poll-bc-members"), any(), any(), any());
        verify(holds, never()).hold(any(), any(), any(), any());

        handling.holdRun("dispatch-changes", REFUSED);
        verify(holds).hold(eq(Direction.OUTBOUND), any(), any(), any());
        verify(holds, never()).hold(eq(Direction.INBOUND), any(), any(), any());
    }

    private static Change change(Direction direction, int attempts) {
        return new Change(direction, "m-1", "M-1", "feed", 1, "token", attempts);
    }
}
