package org.membersync.population;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.membersync.decision.Eligibility;
import org.membersync.failure.FailureClassifier;
import org.membersync.heyloyalty.ListCache;
import org.membersync.state.Agreements;
import org.membersync.state.Difference;
import org.membersync.state.Difference.Kind;
import org.membersync.state.Differences;
import org.membersync.state.PersonFacts;
import org.membersync.state.PopulationPairs;
import org.membersync.state.Populations;
import org.membersync.state.Removals;
import org.membersync.state.Run;
import org.membersync.state.Run.State;
import org.membersync.state.RunCounts;
import org.membersync.state.Runs;
import org.membersync.state.Suppressions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the runs over whole populations: reads, compares, links and queues; the queue's own workers write (behaviour R1, R2). */
public class PopulationRuns {

    private static final Logger LOG = LoggerFactory.getLogger(PopulationRuns.class);

    /** Whom a turn repairs. Who is unknown in Business Central becomes a member only when an operator says so. */
    private static final List<Kind> REPAIRED =
            Stream.of(Kind.values()).filter(kind -> kind != Kind.UNKNOWN).toList();

    private final PopulationPages pages;
    private final PopulationReading reading;
    private final ListCache list;
    private final Eligibility eligibility;
    private final Agreements agreements;
    private final Suppressions suppressions;
    private final Populations populations;
    private final PersonFacts facts;
    private final Differences differences;
    private final Runs runs;
    private final Removals removals;
    private final FailureClassifier classifier;
    private final DifferenceGauges gauges;

    PopulationRuns(
            PopulationPages pages,
            PopulationReading reading,
            ListCache list,
            Eligibility eligibility,
            Agreements agreements,
            Suppressions suppressions,
            Populations populations,
            PersonFacts facts,
            Differences differences,
            Runs runs,
            Removals removals,
            FailureClassifier classifier,
            DifferenceGauges gauges) {
        this.pages = pages;
        this.reading = reading;
        this.list = list;
        this.eligibility = eligibility;
        this.agreements = agreements;
        this.suppressions = suppressions;
        this.populations = populations;
        this.facts = facts;
        this.differences = differences;
        this.runs = runs;
        this.removals = removals;
        this.classifier = classifier;
        this.gauges = gauges;
    }

    /** What a reconciliation does with what it found. */
    public enum Repair {
        NONE,
        /** Queues a turn for each difference. */
        QUEUE,
        /** The same, and whoever on the list is unknown in Business Central gets a turn too, which may make them a member. */
        QUEUE_WITH_UNKNOWN
    }

    /**
     * Compares both populations.
     *
     * @param by who asked for it
     * @return the run, over
     * @throws org.membersync.failure.SyncException when a side could not be read; nothing was queued then
     */
    public Run reconcile(Repair repair, String by, PopulationProgress progress) {
        return over(begin(Run.Kind.RECONCILE, by), State.FAILED, run -> {
            pages.read(run.id(), progress);
            RunCounts counts;
            try (PopulationPairs pairs = populations.pairs(run.id())) {
                counts = comparison(run, pairs, progress).compare();
            }
            gauges.set(counts.differences());
            List<Kind> repaired =
                    switch (repair) {
                        case NONE -> List.of();
                        case QUEUE -> REPAIRED;
                        case QUEUE_WITH_UNKNOWN -> List.of(Kind.values());
                    };
            return queued(run, counts, 0, repaired, Differences.RECONCILE, progress);
        });
    }

    /**
     * Links who is on both sides and queues what differs; goes on where an earlier one was interrupted.
     *
     * @param by who asked for it
     * @return the run, over
     * @throws org.membersync.failure.SyncException when a side could not be read; the next one goes on from there
     */
    public Run initialSync(String by, PopulationProgress progress) {
        return over(begin(Run.Kind.INITIAL_SYNC, by), State.INTERRUPTED, run -> {
            pages.read(run.id(), progress);
            long linked;
            RunCounts counts;
            try (PopulationPairs pairs = populations.pairs(run.id())) {
                linked = seeding(run, pairs, progress).seed();
                counts = comparison(run, pairs, progress).compare();
            }
            Result queued = queued(run, counts, linked, REPAIRED, Differences.INITIAL_SYNC, progress);
            pages.learnFeeds(run.startedAt(), progress);
            return queued;
        });
    }

    private Run begin(Run.Kind kind, String by) {
        pages.readList();
        Run run = runs.begin(kind, by, reading.marksOf(), kind == Run.Kind.INITIAL_SYNC);
        if (run.reading().isEmpty()) {
            populations.clear(run.id());
        }
        return run;
    }

    /** Why the run failed is told, whatever else does. */
    private void clear(Run run, RuntimeException failure) {
        try {
            populations.clear(run.id());
        } catch (RuntimeException later) {
            failure.addSuppressed(later);
        }
    }

    private Run over(Run run, State whenFailed, Function<Run, Result> work) {
        try {
            Result result = work.apply(run);
            Run read = runs.find(run.id()).orElseThrow();
            populations.clear(run.id());
            runs.done(read, result.counts(), result.undone());
        } catch (RuntimeException failure) {
            if (whenFailed == State.FAILED) {
                clear(run, failure);
            }
            runs.end(run.id(), whenFailed, RunCounts.NONE, classifier.describe(failure));
            throw failure;
        }
        return runs.find(run.id()).orElseThrow();
    }

    /** @param undone what was left undone and why, empty for nothing */
    private record Result(RunCounts counts, String undone) {}

    private Result queued(
            Run run, RunCounts counts, long linked, List<Kind> kinds, String source, PopulationProgress progress) {
        long all = counts.differences().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        // Before anything is queued, which would count as open then.
        String undone = kinds.contains(Kind.GONE) ? whyNobodyIsForgotten(counts) : "";
        List<Kind> queuedKinds = kinds.stream()
                .filter(kind -> kind != Kind.GONE || undone.isEmpty())
                .toList();
        if (!undone.isEmpty()) {
            LOG.error("{}", undone);
        }
        long queued = queuedKinds.isEmpty()
                ? 0
                : differences.queue(
                        run.id(), queuedKinds, source, done -> progress.at("Queueing what differs", done, all));
        return new Result(counts.with(linked, queued), undone);
    }

    /**
     * Why a repair forgets none of those whom the run found gone, empty when it does: they are too many, with those who are
     * deleted, for a reading that saw too little shows both. Whoever is forgotten is never brought back (quality P5, P9).
     */
    private String whyNobodyIsForgotten(RunCounts counts) {
        long gone = people(counts, Kind.GONE);
        return gone == 0 || removals.allows(gone + people(counts, Kind.DELETED))
                ? ""
                : gone
                        + " known member(s) are linked with nobody and gone from Business Central. None of them is forgotten:"
                        + " with those who are deleted, and with what is open or was removed in the last day, they are more than"
                        + " membersync.members.max-unsubscribes-per-run allows, or removals are held. See that company and"
                        + " permissions are right; if they really left, repair again later or with a higher limit";
    }

    private static long people(RunCounts counts, Kind kind) {
        return counts.differences().getOrDefault(kind.name().toLowerCase(Locale.ROOT), 0L);
    }

    private Comparison comparison(Run run, PopulationPairs pairs, PopulationProgress progress) {
        FieldMarks marks = reading.marks(run.id());
        PersonCase cases = cases(run, marks, pairs);
        return new Comparison(
                run,
                new MemberComparison(run, marks, list.current(), cases, pairs, facts),
                entries(cases, pairs),
                pairs,
                facts,
                differences,
                runs,
                progress);
    }

    private Seeding seeding(Run run, PopulationPairs pairs, PopulationProgress progress) {
        PersonCase cases = cases(run, reading.marks(run.id()), pairs);
        return new Seeding(run, pairs, cases, entries(cases, pairs), facts, suppressions, populations, runs, progress);
    }

    private PersonCase cases(Run run, FieldMarks marks, PopulationPairs pairs) {
        return new PersonCase(run.startedAt(), marks, eligibility, pairs, facts, agreements, suppressions);
    }

    private EntryComparison entries(PersonCase cases, PopulationPairs pairs) {
        return new EntryComparison(cases, pairs, facts, suppressions);
    }

    /** The newest runs, newest first. */
    public List<Run> latest(int limit) {
        return runs.latest(limit);
    }

    /** The run of that number. */
    public Optional<Run> find(long id) {
        return runs.find(id);
    }

    /** Hands out what a run found to differ. */
    public void eachDifference(long runId, java.util.function.Consumer<Difference> taker) {
        differences.each(runId, taker);
    }
}
