package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.SentWrite;
import org.membersync.failure.OvertakenException;
import org.membersync.member.FieldValue;
import org.membersync.support.MemberBuilder;

/** A turn that was taken over while its write was on its way. */
class LateWritesTest extends StateTestSupport {

    private static final String MEMBER = MemberBuilder.ID;
    private static final Map<String, FieldValue> OLDER = Map.of("address", FieldValue.of("Første Gade"));
    private static final Map<String, FieldValue> AGREED =
            Map.of("address", FieldValue.of("Anden Gade"), "city", FieldValue.of("Ribe"));

    private LateWrites late;
    private Change overtaken;

    private void openAndClaim(Database database) {
        open(database);
        late = new LateWrites(jdbc, transaction, claims, queue);
        queue.changed(Direction.OUTBOUND, MEMBER, "feed");
        settle();
        overtaken = claimOne();
        claims.decided(overtaken, new SentWrite(MEMBER, "hl-7", OLDER));
    }

    @OnEachDatabase
    void isMendedByTurnsThatTakeWhatItWroteForAgreed(Database database) {
        openAndClaim(database);
        claims.confirmSending(overtaken);
        successorEnds();

        late.mend(overtaken);

        assertThat(queue.find(MEMBER)).hasSize(1);
        assertThat(queue.find("hl-7")).hasSize(1);
        assertThat(agreements.of(MEMBER, null).base())
                .containsEntry("address", FieldValue.of("Første Gade"))
                .containsEntry("city", FieldValue.of("Ribe"));

        jdbc.sql("DELETE FROM member_change WHERE direction = 'INBOUND'").update();
        queue.complete(claimOne());
        assertThat(agreements.of(MEMBER, null).base()).isEqualTo(AGREED);
    }

    @OnEachDatabase
    void leavesNoTraceWhenItHadWrittenNothing(Database database) {
        openAndClaim(database);
        successorEnds();

        late.mend(overtaken);

        assertThat(count("member_change")).isZero();
    }

    @OnEachDatabase
    void isNotForgottenWhileItsSuccessorIsAtWork(Database database) {
        openAndClaim(database);
        claims.confirmSending(overtaken);
        clock.advance(LEASE.plusSeconds(1));
        Change successor = queue.claim(10, true).get(0);
        agreements.save(MEMBER, AGREED);
        assertThatThrownBy(() -> claims.confirm(overtaken)).isInstanceOf(OvertakenException.class);

        late.mend(overtaken);
        queue.complete(successor);

        assertThat(queue.find(MEMBER)).singleElement().satisfies(waiting -> assertThat(waiting.inHand())
                .isFalse());
        assertThat(agreements.of(MEMBER, null).base()).containsEntry("address", FieldValue.of("Første Gade"));
    }

    private void successorEnds() {
        clock.advance(LEASE.plusSeconds(1));
        Change successor = queue.claim(10, true).get(0);
        agreements.save(MEMBER, AGREED);
        queue.complete(successor);
        assertThatThrownBy(() -> claims.confirm(overtaken)).isInstanceOf(OvertakenException.class);
    }
}
