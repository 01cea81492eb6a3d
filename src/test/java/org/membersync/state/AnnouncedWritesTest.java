package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.membersync.decision.AnnouncedWrite;
import org.membersync.decision.AnnouncedWrite.Kind;
import org.membersync.decision.Direction;

class AnnouncedWritesTest extends StateTestSupport {

    private static final String MEMBER = "6a1b3c4d-0000-4000-8000-000000000001";

    @OnEachDatabase
    void remembersTheLastOneOfAMemberUntilItsEndIsRecorded(Database database) {
        open(database);
        announcedWrites.announce(MEMBER, subscribe("gammel@example.dk"));
        announcedWrites.announce(MEMBER, subscribe("ny@example.dk"));

        assertThat(announcedWrites.find(MEMBER)).contains(subscribe("ny@example.dk"));

        announcedWrites.settle(MEMBER, null);
        assertThat(announcedWrites.find(MEMBER)).isEmpty();
    }

    @OnEachDatabase
    void keepsOneThatWasLookedForTooEarlyToBeSure(Database database) {
        open(database);
        AnnouncedWrite early = subscribe("åse@example.dk");
        announcedWrites.announce(MEMBER, early);
        AnnouncedWrite missing = new AnnouncedWrite(early.kind(), early.at(), early.field(), early.value(), true);

        announcedWrites.settle(MEMBER, missing);
        assertThat(announcedWrites.find(MEMBER)).isPresent();
        assertThat(announcedWrites.overdue(10)).isEmpty();

        clock.advance(AnnouncedWrite.TRAVEL_TIME.plusSeconds(1));
        assertThat(announcedWrites.overdue(10)).containsExactly(MEMBER);
        announcedWrites.settle(MEMBER, missing);
        assertThat(announcedWrites.find(MEMBER)).isEmpty();
    }

    @OnEachDatabase
    void leavesOneToTheChangeThatIsOpen(Database database) {
        open(database);
        announcedWrites.announce(MEMBER, subscribe("åse@example.dk"));
        queue.changed(Direction.OUTBOUND, MEMBER, "feed");
        clock.advance(AnnouncedWrite.TRAVEL_TIME.plusSeconds(1));

        assertThat(announcedWrites.overdue(10)).isEmpty();
    }

    private AnnouncedWrite subscribe(String email) {
        Instant now = clock.instant();
        return new AnnouncedWrite(Kind.SUBSCRIBE, now, "email", email, false);
    }
}
