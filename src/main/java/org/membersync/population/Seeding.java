package org.membersync.population;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.membersync.decision.MemberLink;
import org.membersync.state.PersonFacts;
import org.membersync.state.PopulationEntry;
import org.membersync.state.PopulationPair;
import org.membersync.state.PopulationPairs;
import org.membersync.state.Populations;
import org.membersync.state.Run;
import org.membersync.state.Runs;
import org.membersync.state.Suppressions;

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
    private final Suppressions suppressions;
    private final Populations populations;
    private final Runs runs;
    private final PopulationProgress progress;

    Seeding(
            Run run,
            PopulationPairs pairs,
            PersonCase cases,
            EntryComparison entries,
            PersonFacts facts,
            Suppressions suppressions,
            Populations populations,
            Runs runs,
            PopulationProgress progress) {
        this.run = run;
        this.pairs = pairs;
        this.cases = cases;
        this.entries = entries;
        this.facts = facts;
        this.suppressions = suppressions;
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
            List<MemberLink> found = surely(candidates(pairs.unlinkedEntries(from, from + AT_ONCE)));
            // A little before the run, so that the comparison takes them for no turn's work.
            populations.link(found, run.startedAt().minusMillis(1));
            linked += found.size();
            runs.alive(run.id());
            progress.at("Linking who is on both sides", Math.min(rows, from + AT_ONCE), rows);
        }
        return linked;
    }

    /** An entry and the one member whom it means. */
    private record Candidate(PopulationEntry entry, PopulationPair pair) {

        String memberId() {
            return pair.member().memberId();
        }
    }

    private List<Candidate> candidates(List<PopulationEntry> part) {
        List<Candidate> candidates = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (PopulationEntry entry : part) {
            PopulationPair pair = memberOf(entry);
            if (pair != null && taken.add(pair.member().memberId())) {
                candidates.add(new Candidate(entry, pair));
            }
        }
        return candidates;
    }

    /** The member whom the entry means as far as the pages show, null when there is none or it cannot be told. */
    private PopulationPair memberOf(PopulationEntry entry) {
        if (!entry.isActive()) {
            return null;
        }
        List<PopulationPair> members = entries.members(entry);
        if (members.size() != 1 || members.get(0).link() != null) {
            return null;
        }
        PopulationPair pair = members.get(0);
        return cases.shown(pair).isEligible() && isOnlyEntry(entry, pair) ? pair : null;
    }

    /** Those against whom our own tables hold nothing: what they know is asked for the whole part at once. */
    private List<MemberLink> surely(List<Candidate> candidates) {
        List<String> members = candidates.stream().map(Candidate::memberId).toList();
        Set<String> waiting = facts.waiting(
                members,
                candidates.stream()
                        .map(candidate -> candidate.entry().heyLoyaltyId())
                        .toList());
        Set<String> known = new HashSet<>(facts.decided(members));
        known.addAll(suppressions.suppressedMembers(members));
        return candidates.stream()
                .filter(candidate -> !waiting.contains(candidate.memberId())
                        && !waiting.contains(candidate.entry().heyLoyaltyId()))
                .filter(candidate -> !known.contains(candidate.memberId())
                        || cases.whole(candidate.pair()).isEligible())
                .map(candidate -> MemberLink.active(
                        candidate.memberId(),
                        candidate.pair().member().memberNumber(),
                        candidate.entry().heyLoyaltyId()))
                .toList();
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
