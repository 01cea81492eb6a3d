package org.membersync.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Outcome;
import org.membersync.decision.Reason;
import org.membersync.decision.Settlement;
import org.membersync.member.FieldValue;
import org.membersync.member.Member;
import org.membersync.support.MemberBuilder;

/** Made-up turns that are ended. */
final class Turns {

    static final Map<String, FieldValue> FIELDS = Map.of("firstname", FieldValue.of("Søren"));

    private Turns() {}

    static MemberCase read(Change change, Member member, Instant readAt) {
        return MemberCase.of(change, false)
                .known(
                        member,
                        false,
                        member == null ? null : member.memberships().get(0),
                        null,
                        readAt,
                        null,
                        false)
                .transformed(FIELDS);
    }

    static MemberLink link(String heyLoyaltyId) {
        return MemberLink.active(MemberBuilder.ID, MemberBuilder.NUMBER, heyLoyaltyId);
    }

    static Decision decision(Outcome outcome, String heyLoyaltyId, MemberLink link) {
        return new Decision(
                outcome,
                heyLoyaltyId,
                outcome == Outcome.CREATE || outcome == Outcome.UPDATE ? FIELDS : Map.of(),
                List.of(new Reason("O4", "these fields differ: firstname")),
                link,
                new Settlement(FIELDS, null, Map.of(), false, Set.of()));
    }

    static Decision erase(String heyLoyaltyId) {
        return new Decision(
                Outcome.ERASE, heyLoyaltyId, Map.of(), List.of(new Reason("O7", "the member is gone")), null);
    }
}
