package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.membersync.failure.TransientException;
import org.membersync.state.Run.Kind;
import org.membersync.state.Run.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The runs over whole populations, each with what came of it (behaviour R1, R2). */
public class Runs {

    /** A run that got no further for so long belongs to a process that died. */
    static final Duration SILENCE = Duration.ofMinutes(5);

    /** A run that was interrupted longer ago begins anew: too much of what was read has changed. */
    private static final Duration OLDEST_CONTINUED = Duration.ofDays(3);

    private static final String COLUMNS = "id, kind, state, started_at, progress_at, ended_at, started_by, marks_of,"
            + " reading, read_to, rows_read, counts, message";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Runs(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Begins a run, or goes on with the one of the same kind that was interrupted.
     *
     * @param by who asked for it
     * @param marksOf what the marks will be made of; a run with other marks cannot be gone on with
     * @param continued whether a run of this kind may go on where an earlier one was interrupted
     * @throws TransientException with reason {@code run-in-progress} while another run is at work
     */
    public Run begin(Kind kind, String by, String marksOf, boolean continued) {
        return transaction.execute(status -> {
            Instant now = clock.instant();
            List<Run> open = withState(State.RUNNING);
            Optional<Run> busy = open.stream()
                    .filter(run -> run.progressAt().isAfter(now.minus(SILENCE)))
                    .findFirst();
            if (busy.isPresent()) {
                throw new TransientException(
                        "run-in-progress",
                        "Run " + busy.get().id() + " (" + busy.get().kind() + ", started by "
                                + busy.get().startedBy() + ") is at work since "
                                + busy.get().startedAt()
                                + ": wait for its end, \"runs list\" shows it. If its process died, it counts as"
                                + " interrupted " + SILENCE.toMinutes() + " minutes after it last got on",
                        null);
            }
            open.forEach(run -> end(run.id(), State.INTERRUPTED, run.counts(), "Its process ended"));
            return withState(State.INTERRUPTED).stream()
                    .filter(run -> continued
                            && run.kind() == kind
                            && run.marksOf().equals(marksOf)
                            && run.startedAt().isAfter(now.minus(OLDEST_CONTINUED)))
                    .findFirst()
                    .map(this::taken)
                    .orElseGet(() -> insert(kind, by, marksOf, now));
        });
    }

    private Run taken(Run interrupted) {
        jdbc.sql("UPDATE run SET state = 'RUNNING', ended_at = NULL, message = NULL, progress_at = :now WHERE id = :id")
                .param("now", Columns.at(clock.instant()))
                .param("id", interrupted.id())
                .update();
        return find(interrupted.id()).orElseThrow();
    }

    private Run insert(Kind kind, String by, String marksOf, Instant now) {
        jdbc.sql("""
                        INSERT INTO run (kind, state, started_at, progress_at, started_by, marks_of, reading, read_to,
                          rows_read, counts)
                        VALUES (:kind, 'RUNNING', :now, :now, :by, :marks, '', 0, 0, :counts)
                        """)
                .param("kind", kind.name())
                .param("now", Columns.at(now))
                .param("by", Columns.cut(by, 60))
                .param("marks", marksOf)
                .param("counts", RunCounts.NONE.json())
                .update();
        return withState(State.RUNNING).get(0);
    }

    /** The run of that number. */
    public Optional<Run> find(long id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM run WHERE id = :id")
                .param("id", id)
                .query((row, number) -> run(row))
                .optional();
    }

    /** The newest runs, newest first. */
    public List<Run> latest(int limit) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM run ORDER BY id DESC FETCH FIRST " + limit + " ROWS ONLY")
                .query((row, number) -> run(row))
                .list();
    }

    /** The newest run that got through. */
    public Optional<Run> latestDone() {
        return jdbc.sql("SELECT " + COLUMNS + " FROM run WHERE state = 'DONE' ORDER BY id DESC FETCH FIRST 1 ROWS ONLY")
                .query((row, number) -> run(row))
                .optional();
    }

    private List<Run> withState(State state) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM run WHERE state = :state ORDER BY id DESC")
                .param("state", state.name())
                .query((row, number) -> run(row))
                .list();
    }

    /** Notes how far the pages were read; within the transaction that keeps their rows. */
    void read(long id, String reading, long readTo, long rowsRead) {
        jdbc.sql(
                        "UPDATE run SET reading = :reading, read_to = :to, rows_read = :rows, progress_at = :now WHERE id = :id")
                .param("reading", reading)
                .param("to", readTo)
                .param("rows", rowsRead)
                .param("now", Columns.at(clock.instant()))
                .param("id", id)
                .update();
    }

    /** The runs whose working tables are needed: those at work, and those that may be gone on with. */
    Set<Long> needed() {
        return new TreeSet<>(
                jdbc.sql("SELECT id FROM run WHERE state = 'RUNNING' OR (state = 'INTERRUPTED' AND kind = :kind"
                                + " AND started_at > :since)")
                        .param("kind", Kind.INITIAL_SYNC.name())
                        .param("since", Columns.at(clock.instant().minus(OLDEST_CONTINUED)))
                        .query(Long.class)
                        .list());
    }

    /** Notes that the run is still at work. */
    public void alive(long id) {
        jdbc.sql("UPDATE run SET progress_at = :now WHERE id = :id")
                .param("now", Columns.at(clock.instant()))
                .param("id", id)
                .update();
    }

    /**
     * Ends the run.
     *
     * @param message why it did not get through, or what it left undone; empty for neither
     */
    public void end(long id, State state, RunCounts counts, String message) {
        jdbc.sql(
                        "UPDATE run SET state = :state, ended_at = :now, progress_at = :now, counts = :counts, message = :message"
                                + " WHERE id = :id")
                .param("state", state.name())
                .param("now", Columns.at(clock.instant()))
                .param("counts", counts.json())
                .param("message", message.isEmpty() ? null : Columns.cut(message, 2000))
                .param("id", id)
                .update();
    }

    /**
     * Ends a run that got through.
     *
     * @param read tells how far it has read
     * @param undone what it left undone nevertheless, and why; empty for nothing
     */
    public void done(Run read, RunCounts counts, String undone) {
        transaction.executeWithoutResult(status -> {
            read(read.id(), read.reading(), read.readTo(), read.rowsRead());
            end(read.id(), State.DONE, counts, undone);
        });
    }

    /** Ends the runs of processes that died: only for a process that alone uses the database, right after its start. */
    void interruptAll() {
        withState(State.RUNNING).forEach(run -> end(run.id(), State.INTERRUPTED, run.counts(), "Its process ended"));
    }

    private static Run run(ResultSet row) throws SQLException {
        String message = row.getString("message");
        return new Run(
                row.getLong("id"),
                Kind.valueOf(row.getString("kind")),
                State.valueOf(row.getString("state")),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "progress_at"),
                Columns.instant(row, "ended_at"),
                row.getString("started_by"),
                row.getString("marks_of"),
                row.getString("reading"),
                row.getLong("read_to"),
                row.getLong("rows_read"),
                RunCounts.read(row.getString("counts")),
                message == null ? "" : message);
    }
}
