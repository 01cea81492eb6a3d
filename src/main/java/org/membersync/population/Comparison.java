package org.membersync.population;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.membersync.decision.Direction;
import org.membersync.state.Difference;
import org.membersync.state.Difference.Kind;
import org.membersync.state.Differences;
import org.membersync.state.PersonFacts;
import org.membersync.state.PopulationPairs;
import org.membersync.state.Run;
import org.membersync.state.RunCounts;
import org.membersync.state.Runs;

/** Compares what a run has read, part by part, and keeps what differs (behaviour R2). */
final class Comparison {

    private static final int AT_ONCE = 1000;

    private final Run run;
    private final MemberComparison members;
    private final EntryComparison entries;
    private final PopulationPairs pairs;
    private final PersonFacts facts;
    private final Differences differences;
    private final Runs runs;
    private final PopulationProgress progress;
    private final Map<String, Long> compared = new TreeMap<>();
    private final Map<String, Long> fields = new TreeMap<>();
    private long found;

    Comparison(
            Run run,
            MemberComparison members,
            EntryComparison entries,
            PopulationPairs pairs,
            PersonFacts facts,
            Differences differences,
            Runs runs,
            PopulationProgress progress) {
        this.run = run;
        this.members = members;
        this.entries = entries;
        this.pairs = pairs;
        this.facts = facts;
        this.differences = differences;
        this.runs = runs;
        this.progress = progress;
    }

    /** Compares everything; only after both sides were read to their ends. */
    RunCounts compare() {
        differences.clear(run.id());
        pairs.readLinks();
        long memberRows = pairs.memberRows();
        for (long from = 0; from < memberRows; from += AT_ONCE) {
            take("members", pairs.members(from, from + AT_ONCE), members::compare);
            progress.at("Comparing members", Math.min(memberRows, from + AT_ONCE), memberRows);
        }
        long entryRows = pairs.entryRows();
        for (long from = 0; from < entryRows; from += AT_ONCE) {
            take("unlinked entries", pairs.unlinkedEntries(from, from + AT_ONCE), entries::compare);
            progress.at("Comparing the list", Math.min(entryRows, from + AT_ONCE), entryRows);
        }
        compared.put("entries", entryRows);
        takeDeleted();
        return new RunCounts(compared, kinds(), fields, 0, 0);
    }

    private <T> void take(String what, List<T> part, Function<T, Finding> judge) {
        List<Difference> differing = new ArrayList<>();
        for (T one : part) {
            Finding finding = judge.apply(one);
            String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
            if (finding.verdict() != Finding.Verdict.ELSEWHERE) {
                compared.merge(what + " " + verdict, 1L, Long::sum);
            }
            finding.difference().ifPresent(differing::add);
        }
        compared.merge(what, (long) part.size(), Long::sum);
        keep(differing);
        runs.alive(run.id());
    }

    /**
     * Who is linked and was not read is gone from Business Central; a turn of theirs asks for them before it erases. Of somebody
     * who is linked with nobody it forgets what the feeds told (quality P5).
     */
    private void takeDeleted() {
        pairs.eachLinkWithoutMember(
                run.startedAt(),
                part -> keep(part.stream()
                        .filter(link -> !facts.isWaiting(link.memberId(), link.heyLoyaltyId()))
                        .map(link -> left(Kind.DELETED, link.memberId(), link.memberNumber(), link.heyLoyaltyId()))
                        .toList()));
        pairs.eachKnownWithoutMember(
                run.startedAt(),
                part -> keep(part.stream()
                        .filter(known -> !facts.isWaiting(known.memberId(), ""))
                        .map(known -> left(Kind.GONE, known.memberId(), known.memberNumber(), null))
                        .toList()));
    }

    private Difference left(Kind kind, String memberId, String memberNumber, String heyLoyaltyId) {
        return new Difference(
                kind,
                Direction.OUTBOUND,
                memberId,
                memberNumber,
                heyLoyaltyId,
                List.of(),
                facts.isParked(memberId, heyLoyaltyId == null ? "" : heyLoyaltyId, null));
    }

    private void keep(List<Difference> differing) {
        differences.add(run.id(), found, differing);
        found += differing.size();
        differing.forEach(difference -> difference.fields().forEach(field -> fields.merge(field, 1L, Long::sum)));
    }

    private Map<String, Long> kinds() {
        Map<String, Long> kinds = new TreeMap<>();
        differences.byKind(run.id()).forEach((kind, people) -> kinds.put(kind.toLowerCase(Locale.ROOT), people));
        return kinds;
    }
}
