package org.membersync.population;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.membersync.decision.Agreement;
import org.membersync.decision.Agreement.Choice;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.Eligibility;
import org.membersync.decision.LookUp;
import org.membersync.decision.MemberCase;
import org.membersync.decision.Outcome;
import org.membersync.decision.Rule;
import org.membersync.member.FieldValue;
import org.membersync.member.Gender;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.membersync.member.Member;
import org.membersync.population.FieldMarks.Marked;
import org.membersync.state.Agreements;
import org.membersync.state.PersonFacts;
import org.membersync.state.PersonFacts.LastDecision;
import org.membersync.state.PopulationEntry;
import org.membersync.state.PopulationMember;
import org.membersync.state.PopulationPair;
import org.membersync.state.PopulationPairs;
import org.membersync.state.Suppressions;

/**
 * Puts together the case that a turn would decide, of what the pages showed and our own tables know: with marks in the place of
 * values, and with what the last turn had against the person where no page shows it, such as the GDPR approval.
 */
final class PersonCase {

    /** Source of a change that reads both sides: a turn of the feed may leave the list unread. */
    private static final String SOURCE = "reconcile";

    /** Filters whose answer no page shows: the membership's block, the approval, and those of a site. */
    private static final Set<String> NOT_SHOWN = Set.of(Rule.BLOCKED.id(), Rule.GDPR_APPROVAL.id(), Rule.SITE.id());

    private static final Set<String> REFUSALS = Set.of("NOT_SENT", "UNSUBSCRIBE");

    private final Instant readAt;
    private final FieldMarks marks;
    private final Eligibility eligibility;
    private final PopulationPairs pairs;
    private final PersonFacts facts;
    private final Agreements agreements;
    private final Suppressions suppressions;

    PersonCase(
            Instant readAt,
            FieldMarks marks,
            Eligibility eligibility,
            PopulationPairs pairs,
            PersonFacts facts,
            Agreements agreements,
            Suppressions suppressions) {
        this.readAt = readAt;
        this.marks = marks;
        this.eligibility = eligibility;
        this.pairs = pairs;
        this.facts = facts;
        this.agreements = agreements;
        this.suppressions = suppressions;
    }

    /** The case as the pages alone show it, with every refusal that they show. */
    MemberCase shown(PopulationPair pair) {
        PopulationMember read = pair.member();
        MemberCase memberCase = MemberCase.of(
                        new Change(Direction.OUTBOUND, read.memberId(), read.memberNumber(), SOURCE, 0, "", 0), true)
                .known(member(read), read.anonymised(), null, pair.link(), readAt, null, false);
        if (memberCase.isErased()) {
            return memberCase;
        }
        MemberCase refused = memberCase;
        if (read.lacksContact()) {
            refused = refused.refuse(Rule.CONTACT_INFO.id(), "contact info");
        }
        if (eligibility.isBlocked(memberCase)) {
            refused = refused.refuse(Rule.BLOCKED.id(), "blocked");
        }
        if (eligibility.lacksNewsletter(memberCase)) {
            refused = refused.refuse(Rule.NEWSLETTER.id(), "newsletter");
        }
        return refused;
    }

    private static Member member(PopulationMember read) {
        return new Member(
                read.memberId(),
                read.memberNumber(),
                read.blocked(),
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                Gender.NOT_SPECIFIED,
                null,
                read.newsletter(),
                List.of(),
                Map.of(),
                read.createdAt());
    }

    /** The case with all that a decision needs. */
    MemberCase whole(PopulationPair pair) {
        MemberCase shown = shown(pair);
        MemberCase known = shown.known(
                shown.member(),
                shown.anonymised(),
                null,
                pair.link(),
                readAt,
                facts.optOutSeenAt(shown.member().id()),
                suppressions.isSuppressed(shown.member().id()));
        for (var refusal : shown.refusals()) {
            known = known.refuse(refusal.rule(), refusal.text());
        }
        for (String rule : notShown(pair)) {
            known = known.refuse(rule, "as the last turn found");
        }
        Marked marked =
                FieldMarks.completed(pair.member().marks(), pair.member().forms(), pair.attributes());
        MemberCase compared =
                known.viewed(marks.view(marked)).agreed(agreement(pair)).transformed(Map.of());
        return compared(compared, pair);
    }

    private MemberCase compared(MemberCase known, PopulationPair pair) {
        MemberCase read = pair.link() == null
                ? known
                : pair.entry() == null
                        ? known.linkedNotFound().linkedNotFound()
                        : known.linkedRead(entry(pair.entry()));
        if (read.lookUp() != LookUp.BY_CONTACT) {
            return read;
        }
        List<PopulationEntry> sameContact = sameContact(pair.member());
        Set<String> claimed = sameContact.stream()
                .filter(entry -> entry.linkedMember() != null
                        && !entry.linkedMember().equals(pair.member().memberId()))
                .map(PopulationEntry::heyLoyaltyId)
                .collect(Collectors.toSet());
        return read.found(sameContact.stream().map(this::entry).toList(), claimed);
    }

    /** By what a turn looks a person up: the e-mail address, else the phone number (behaviour O3). */
    List<PopulationEntry> sameContact(PopulationMember member) {
        return member.emailMark() == null
                ? pairs.entriesByPhone(member.phoneMark())
                : pairs.entriesByEmail(member.emailMark());
    }

    /**
     * Whether the last turn found that somebody must not be subscribed again, and their row has not changed since: the pages do
     * not show what an imported list said of the contact.
     */
    boolean isWithheld(PopulationMember member) {
        return facts.lastDecision(member.memberId())
                .filter(decision -> decision.outcome().equals(Outcome.WITHHELD.name()))
                .filter(decision -> !decision.decidedAt().isBefore(member.modifiedAt()))
                .isPresent();
    }

    /** What the last turn had against a person whose row has not changed since. */
    private List<String> notShown(PopulationPair pair) {
        Optional<LastDecision> last = facts.lastDecision(pair.member().memberId());
        return last
                .filter(decision -> REFUSALS.contains(decision.outcome()))
                .filter(decision -> !decision.decidedAt().isBefore(pair.member().modifiedAt()))
                .map(LastDecision::rules)
                .orElse(List.of())
                .stream()
                .filter(NOT_SHOWN::contains)
                .toList();
    }

    private Agreement agreement(PopulationPair pair) {
        Agreement known = agreements.of(pair.member().memberId(), pair.member().modifiedAt());
        Map<String, Choice> choices = new HashMap<>();
        known.choices()
                .forEach((field, choice) -> choices.put(
                        field,
                        new Choice(
                                choice.side(),
                                marks.marked(field, choice.businessCentral()),
                                marks.marked(field, choice.heyLoyalty()))));
        return new Agreement(marks.marked(known.base()), choices, known.changedInBusinessCentral());
    }

    private HeyLoyaltyMember entry(PopulationEntry entry) {
        Map<String, FieldValue> values = marks.values(entry.marks());
        return new HeyLoyaltyMember(
                entry.heyLoyaltyId(),
                entry.status(),
                entry.unsubscribedAt(),
                entry.updatedAt(),
                values,
                entry.createdAt(),
                EmailStatus.FINE);
    }
}
