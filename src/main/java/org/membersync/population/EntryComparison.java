package org.membersync.population;

import java.time.Instant;
import java.util.List;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Rule;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Newsletter;
import org.membersync.state.Difference;
import org.membersync.state.Difference.Kind;
import org.membersync.state.PersonFacts;
import org.membersync.state.PopulationEntry;
import org.membersync.state.PopulationMember;
import org.membersync.state.PopulationPair;
import org.membersync.state.PopulationPairs;
import org.membersync.state.Suppressions;

/** Says of each entry of the list that is linked with nobody what it is there for (behaviour I5). */
final class EntryComparison {

    private final PersonCase cases;
    private final PopulationPairs pairs;
    private final PersonFacts facts;
    private final Suppressions suppressions;

    EntryComparison(PersonCase cases, PopulationPairs pairs, PersonFacts facts, Suppressions suppressions) {
        this.cases = cases;
        this.pairs = pairs;
        this.facts = facts;
        this.suppressions = suppressions;
    }

    /** The members whom the entry's contact means: those with its e-mail address, else those with its phone number. */
    List<PopulationPair> members(PopulationEntry entry) {
        List<PopulationPair> byEmail = pairs.membersByEmail(entry.emailMark());
        return byEmail.isEmpty() ? pairs.membersByPhone(entry.phoneMark()) : byEmail;
    }

    Finding compare(PopulationEntry entry) {
        if (entry.status() == Status.OTHER || suppressions.isEntrySuppressed(entry.heyLoyaltyId())) {
            return Finding.SETTLED;
        }
        List<PopulationPair> members = members(entry);
        if (members.isEmpty()) {
            return entry.isActive() && !facts.isOfBuyer(entry.heyLoyaltyId())
                    ? waitingOr(null, entry, Kind.UNKNOWN)
                    : Finding.SETTLED;
        }
        if (members.size() > 1) {
            return entry.isActive() ? severalMembers(entry, members) : Finding.SETTLED;
        }
        PopulationPair pair = members.get(0);
        if (pair.member().anonymised()
                || suppressions.isSuppressed(pair.member().memberId())) {
            return Finding.SETTLED;
        }
        return pair.link() == null ? unlinked(pair, entry) : besideLinked(pair, entry);
    }

    /** One of them may be linked with another entry that is theirs: then this one may be another's. */
    private Finding severalMembers(PopulationEntry entry, List<PopulationPair> members) {
        long free = members.stream().filter(pair -> pair.link() == null).count();
        return free == 0 ? Finding.SETTLED : waitingOr(null, entry, Kind.AMBIGUOUS);
    }

    private Finding unlinked(PopulationPair pair, PopulationEntry entry) {
        MemberCase whole = cases.whole(pair);
        if (whole.isEligible()) {
            return Finding.ELSEWHERE;
        }
        Newsletter newsletter = pair.member().newsletter();
        if (!entry.isActive()) {
            return newsletter == Newsletter.YES ? waitingOr(pair.member(), entry, Kind.CONSENT) : Finding.SETTLED;
        }
        boolean saysNo =
                whole.refusals().stream().anyMatch(reason -> reason.rule().equals(Rule.NEWSLETTER.id()));
        return waitingOr(pair.member(), entry, saysNo ? Kind.CONSENT : Kind.EXTRA);
    }

    /** A second entry of a linked person says nothing, unless it may be a yes that is newer than the end of the first one. */
    private Finding besideLinked(PopulationPair pair, PopulationEntry entry) {
        boolean newer = entry.isActive()
                && pair.link().status() != MemberLink.Status.ACTIVE
                && pair.member().newsletter() != Newsletter.YES
                && isAfter(entry.createdAt(), pair.member().modifiedAt());
        return newer ? waitingOr(pair.member(), entry, Kind.CONSENT) : Finding.SETTLED;
    }

    private static boolean isAfter(Instant moment, Instant limit) {
        return moment != null && moment.isAfter(limit);
    }

    private Finding waitingOr(PopulationMember member, PopulationEntry entry, Kind kind) {
        String memberId = member == null ? null : member.memberId();
        if (facts.isWaiting(memberId, entry.heyLoyaltyId())) {
            return Finding.WAITING;
        }
        return Finding.of(new Difference(
                kind,
                Direction.INBOUND,
                memberId,
                member == null ? null : member.memberNumber(),
                entry.heyLoyaltyId(),
                List.of(),
                facts.isParked(memberId, entry.heyLoyaltyId(), member == null ? null : member.modifiedAt())));
    }
}
