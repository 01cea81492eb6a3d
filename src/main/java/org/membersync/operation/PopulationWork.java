package org.membersync.operation;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.membersync.population.PopulationProgress;
import org.membersync.population.PopulationRuns;
import org.membersync.population.PopulationRuns.Repair;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Run;
import org.membersync.sync.MemberSwitch;

/** Runs over whole populations, followed by the work that they queue. */
public class PopulationWork {

    private static final int SECONDS_BETWEEN_COUNTS = 5;

    private final PopulationRuns runs;
    private final SyncRun sync;
    private final ChangeQueue queue;
    private final MemberSwitch memberSwitch;
    private final PausedPoll poll;

    PopulationWork(PopulationRuns runs, SyncRun sync, ChangeQueue queue, MemberSwitch memberSwitch, PausedPoll poll) {
        this.runs = runs;
        this.sync = sync;
        this.queue = queue;
        this.memberSwitch = memberSwitch;
        this.poll = poll;
    }

    /**
     * What came of it.
     *
     * @param work what came of the work on the queue, null when none was asked for
     */
    public record Result(Run run, SyncRun.Report work) {}

    /** Why nothing can be done: which switch is off; empty when both are on. */
    public String whyOff() {
        return memberSwitch.isOn() ? "" : memberSwitch.whyOff();
    }

    /** Compares both populations; with a repair it works until nothing is due. */
    public Result reconcile(Repair repair, String by, PopulationProgress progress) {
        Run run = runs.reconcile(repair, by, progress);
        return new Result(run, repair == Repair.NONE ? null : worked(progress, sync::workOff));
    }

    /** Links who is on both sides, queues what differs, and makes a run of the synchronization. */
    public Result initialSync(String by, PopulationProgress progress) {
        AtomicReference<Run> run = new AtomicReference<>();
        poll.during(() -> run.set(runs.initialSync(by, progress)));
        return new Result(run.get(), worked(progress, sync::run));
    }

    private SyncRun.Report worked(PopulationProgress progress, Supplier<SyncRun.Report> work) {
        long all = waiting();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        watch.scheduleWithFixedDelay(
                () -> {
                    long left = waiting();
                    progress.at("Working on changes", Math.max(0, all - left), Math.max(all, left));
                },
                SECONDS_BETWEEN_COUNTS,
                SECONDS_BETWEEN_COUNTS,
                TimeUnit.SECONDS);
        try {
            return work.get();
        } finally {
            watch.shutdownNow();
        }
    }

    private long waiting() {
        return queue.size();
    }
}
