package org.membersync.population;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.membersync.decision.AmbiguousMatchException;
import org.membersync.decision.Decider;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Outcome;
import org.membersync.decision.Rule;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.ListDefinition;
import org.membersync.member.FieldValue;
import org.membersync.population.FieldMarks.Marked;
import org.membersync.state.Difference;
import org.membersync.state.Difference.Kind;
import org.membersync.state.PersonFacts;
import org.membersync.state.PopulationEntry;
import org.membersync.state.PopulationMember;
import org.membersync.state.PopulationPair;
import org.membersync.state.PopulationPairs;
import org.membersync.state.Run;

/**
 * Says of each member of Business Central whether a turn would have something to write. It asks the turn's own decision, so that
 * the two never disagree (behaviour R2).
 */
final class MemberComparison {

    private static final Decider DECIDER = new Decider((field, ours, theirs, list) -> ours.equals(theirs));

    private final Run run;
    private final FieldMarks marks;
    private final ListDefinition list;
    private final PersonCase cases;
    private final PopulationPairs pairs;
    private final PersonFacts facts;

    MemberComparison(
            Run run,
            FieldMarks marks,
            ListDefinition list,
            PersonCase cases,
            PopulationPairs pairs,
            PersonFacts facts) {
        this.run = run;
        this.marks = marks;
        this.list = list;
        this.cases = cases;
        this.pairs = pairs;
        this.facts = facts;
    }

    /** @param alone a member whose link is open: for nearly all, it need not be looked up one by one */
    Finding compare(PopulationPair alone) {
        if (pairs.isLinkedWithEqual(alone.member().memberId(), marked(alone).marks())
                && cases.shown(alone).isEligible()) {
            return Finding.EQUAL;
        }
        return compareLinked(pairs.linked(alone));
    }

    private Finding compareLinked(PopulationPair pair) {
        MemberCase shown = cases.shown(pair);
        if (shown.isEligible() && isEqual(pair)) {
            return Finding.EQUAL;
        }
        if (pair.link() == null && !shown.isEligible()) {
            // Not even looked up (behaviour O6); an entry of theirs speaks for itself.
            return Finding.SETTLED;
        }
        String entryId = pair.link() == null ? null : pair.link().heyLoyaltyId();
        if (pair.checkedAt() != null && !pair.checkedAt().isBefore(run.startedAt())
                || facts.isWaiting(pair.member().memberId(), entryId)) {
            return Finding.WAITING;
        }
        if (isUnlisted(pair)) {
            return Finding.SETTLED;
        }
        MemberCase memberCase = cases.whole(pair);
        try {
            return judge(pair, memberCase, DECIDER.decide(memberCase, list));
        } catch (AmbiguousMatchException ambiguous) {
            return found(pair, Kind.AMBIGUOUS, Direction.OUTBOUND, entryId, List.of());
        }
    }

    private static boolean isEqual(PopulationPair pair) {
        return pair.link() != null
                && pair.link().status() == MemberLink.Status.ACTIVE
                && pair.entry() != null
                && pair.entry().isActive()
                && marked(pair).marks().equals(pair.entry().marks());
    }

    private static Marked marked(PopulationPair pair) {
        return FieldMarks.completed(pair.member().marks(), pair.member().forms(), pair.attributes());
    }

    /** An entry that waits for its confirmation, or that was known not to be there any more: the list does not show it. */
    private static boolean isUnlisted(PopulationPair pair) {
        return pair.link() != null && pair.link().status() != MemberLink.Status.ACTIVE && pair.entry() == null;
    }

    private Finding judge(PopulationPair pair, MemberCase memberCase, Decision decision) {
        MemberLink link = pair.link();
        String entryId = decision.heyLoyaltyId();
        return switch (decision.outcome()) {
            case CREATE ->
                byPhone(pair)
                        .map(entry -> found(pair, Kind.UNLINKED, Direction.INBOUND, entry.heyLoyaltyId(), List.of()))
                        .orElseGet(() -> cases.isWithheld(pair.member())
                                ? Finding.SETTLED
                                : found(pair, Kind.MISSING, Direction.OUTBOUND, null, List.of()));
            case UPDATE, LINK ->
                link != null && link.heyLoyaltyId().equals(entryId)
                        ? different(pair, decision)
                        : found(
                                pair,
                                Kind.UNLINKED,
                                Direction.OUTBOUND,
                                entryId,
                                names(decision.write().keySet()));
            case UNSUBSCRIBE ->
                found(
                        pair,
                        isNewsletterAlone(memberCase) ? Kind.CONSENT : Kind.EXTRA,
                        Direction.OUTBOUND,
                        entryId,
                        List.of());
            case ERASE -> found(pair, Kind.DELETED, Direction.OUTBOUND, entryId, List.of());
            default -> left(pair, decision);
        };
    }

    /** What a turn leaves to the other direction, or notes of an entry that is no longer there. */
    private Finding left(PopulationPair pair, Decision decision) {
        MemberLink now = decision.link();
        if (decision.settlement().otherDirectionDue() && now != null) {
            return now.isUnsubscribed() || decision.outcome() == Outcome.WITHHELD
                    ? found(pair, Kind.CONSENT, Direction.INBOUND, now.heyLoyaltyId(), List.of())
                    : different(pair, decision);
        }
        boolean endedUnseen = pair.link() != null
                && pair.link().status() == MemberLink.Status.ACTIVE
                && now != null
                && now.isUnsubscribed();
        if (!endedUnseen) {
            return Finding.SETTLED;
        }
        return pair.entry() == null
                ? found(pair, Kind.MISSING, Direction.OUTBOUND, now.heyLoyaltyId(), List.of())
                : Finding.SETTLED;
    }

    private Finding different(PopulationPair pair, Decision decision) {
        Set<String> fields = new TreeSet<>(decision.write().keySet());
        if (decision.settlement().otherDirectionDue() && pair.entry() != null) {
            fields.addAll(differingTowardsBusinessCentral(pair));
        }
        String entryId = decision.heyLoyaltyId();
        facts.parkedFields(entryId).forEach(fields::remove);
        return fields.isEmpty()
                ? Finding.SETTLED
                : found(pair, Kind.DIFFERENT, Direction.OUTBOUND, entryId, List.copyOf(fields));
    }

    private Set<String> differingTowardsBusinessCentral(PopulationPair pair) {
        Set<String> differing = new TreeSet<>();
        var theirs = marks.values(pair.entry().marks());
        marks.view(marked(pair)).forEach(ours -> {
            FieldMapping field = ours.field();
            FieldValue value = ours.value().orElse(FieldValue.empty());
            if (field.isToBusinessCentral() && !value.equals(theirs.get(field.heyloyalty()))) {
                differing.add(field.heyloyalty());
            }
        });
        return differing;
    }

    private static boolean isNewsletterAlone(MemberCase memberCase) {
        return memberCase.refusals().stream().allMatch(reason -> reason.rule().equals(Rule.NEWSLETTER.id()));
    }

    /** An entry that only its phone number tells to be this person's: a turn of the entry finds them by it (behaviour I5). */
    private java.util.Optional<PopulationEntry> byPhone(PopulationPair pair) {
        PopulationMember member = pair.member();
        if (pair.link() != null
                || member.phoneMark() == null
                || pairs.membersByPhone(member.phoneMark()).size() > 1) {
            return java.util.Optional.empty();
        }
        List<PopulationEntry> entries = pairs.entriesByPhone(member.phoneMark()).stream()
                .filter(entry -> entry.isActive() && entry.linkedMember() == null)
                .filter(entry -> pairs.membersByEmail(entry.emailMark()).isEmpty())
                .toList();
        return entries.size() == 1 ? java.util.Optional.of(entries.get(0)) : java.util.Optional.empty();
    }

    private Finding found(PopulationPair pair, Kind kind, Direction direction, String entryId, List<String> fields) {
        PopulationMember member = pair.member();
        return Finding.of(new Difference(
                kind,
                direction,
                member.memberId(),
                member.memberNumber(),
                entryId,
                fields,
                facts.isParked(member.memberId(), entryId, member.modifiedAt())));
    }

    private static List<String> names(Set<String> fields) {
        return List.copyOf(new TreeSet<>(fields));
    }
}
