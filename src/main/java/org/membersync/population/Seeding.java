package org.membersync.population;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.membersync.decision.MemberLink;
import org.membersync.state.PersonFacts;
import org.membersync.state.PopulationEntry;
import org.membersync.state.PopulationMember;
import org.membersync.state.PopulationPair;
import org.membersync.state.PopulationPairs;
import org.membersync.state.Populations;
import org.membersync.state.Run;
import org.membersync.state.Runs;

/**
 * Links those who are on both sides already, by the rules of matching: the e-mail address, else the phone number, and nobody
 * whom it does not tell from others (behaviour R1, I5). Only an active entry of somebody whom Business Central's pages show as
 * eligible is linked without a turn: where one side says no, a turn of the entry decides.
 */
final class Seeding {

    private static final int AT_ONCE = 1000;

    private final Run run;
    private final PopulationPairs pairs;
    private final PersonCase cases;
    private final EntryComparison entries;
    private final PersonFacts facts;
    private final Populations populations;
    private final Runs runs;
    private final PopulationProgress progress;

    Seeding(
            Run run,
            PopulationPairs pairs,
            PersonCase cases,
            EntryComparison entries,
            PersonFacts facts,
            Populations populations,
            Runs runs,
            PopulationProgress progress) {
        this.run = run;
        this.pairs = pairs;
        this.cases = cases;
        this.entries = entries;
        this.facts = facts;
        this.populations = populations;
        this.runs = runs;
        this.progress = progress;
    }

    /** How many were linked. */
    long seed() {
        pairs.readLinks();
        long linked = 0;
        long rows = pairs.entryRows();
        for (long from = 0; from < rows; from += AT_ONCE) {
            List<MemberLink> found = new ArrayList<>();
            Set<String> taken = new HashSet<>();
            for (PopulationEntry entry : pairs.unlinkedEntries(from, from + AT_ONCE)) {
                PopulationMember member = memberOf(entry);
                if (member != null && taken.add(member.memberId())) {
                    found.add(MemberLink.active(member.memberId(), member.memberNumber(), entry.heyLoyaltyId()));
                }
            }
            // A little before the run, so that the comparison takes them for no turn's work.
            populations.link(found, run.startedAt().minusMillis(1));
            linked += found.size();
            runs.alive(run.id());
            progress.at("Linking who is on both sides", Math.min(rows, from + AT_ONCE), rows);
        }
        return linked;
    }

    /** The one member whom the entry means, null when there is none or it cannot be told. */
    private PopulationMember memberOf(PopulationEntry entry) {
        if (!entry.isActive()) {
            return null;
        }
        List<PopulationPair> members = entries.members(entry);
        if (members.size() != 1 || members.get(0).link() != null) {
            return null;
        }
        PopulationPair pair = members.get(0);
        boolean sure = cases.shown(pair).isEligible()
                && isOnlyEntry(entry, pair)
                && !facts.isWaiting(pair.member().memberId(), entry.heyLoyaltyId())
                && cases.whole(pair).isEligible();
        return sure ? pair.member() : null;
    }

    /** Whether no other active entry and no unsubscribed one has the contact by which the two were found. */
    private boolean isOnlyEntry(PopulationEntry entry, PopulationPair pair) {
        boolean byEmail = entry.emailMark() != null
                && entry.emailMark().equals(pair.member().emailMark());
        List<PopulationEntry> same =
                byEmail ? pairs.entriesByEmail(entry.emailMark()) : pairs.entriesByPhone(entry.phoneMark());
        return same.size() == 1;
    }
}
