package org.membersync.state;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Reason;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The consent ledger: one row for every decision, with its reasons; rows are only added (quality P4). */
public class Ledger {

    private static final String DISCARDED = "DISCARDED";

    private final JdbcClient jdbc;
    private final EarlierEntries earlier;
    private final Clock clock;
    private final RunId run;

    Ledger(JdbcClient jdbc, EarlierEntries earlier, Clock clock, RunId run) {
        this.jdbc = jdbc;
        this.earlier = earlier;
        this.clock = clock;
        this.run = run;
    }

    /**
     * A decision as it was recorded.
     *
     * @param heyLoyaltyId null when no HeyLoyalty member was concerned
     * @param outcome {@link org.membersync.decision.Outcome} in upper case, {@code PARKED} or {@code DISCARDED}; of audiences
     *     with {@code AUDIENCE_} before it
     * @param rules rule ids, comma separated
     * @param fields names of the fields that were written, comma separated
     */
    public record Entry(
            Instant decidedAt,
            String source,
            String memberNumber,
            String heyLoyaltyId,
            String outcome,
            String rules,
            String reasons,
            String fields) {}

    /** The newest decisions about a member, newest first. */
    public List<Entry> latest(String memberId, int limit) {
        return jdbc.sql("SELECT decided_at, source, member_number, heyloyalty_id, outcome, rules, reasons, fields"
                        + " FROM consent_decision WHERE member_id = :id ORDER BY id DESC FETCH FIRST " + limit
                        + " ROWS ONLY")
                .param("id", memberId)
                .query((row, number) -> new Entry(
                        Columns.instant(row, "decided_at"),
                        row.getString("source"),
                        row.getString("member_number"),
                        row.getString("heyloyalty_id"),
                        row.getString("outcome"),
                        row.getString("rules"),
                        row.getString("reasons"),
                        row.getString("fields")))
                .list();
    }

    /** How often each outcome came up since that moment in this run. */
    public Map<String, Long> outcomesSince(Instant since) {
        Map<String, Long> outcomes = new TreeMap<>();
        jdbc.sql("SELECT outcome, COUNT(*) AS members FROM consent_decision"
                        + " WHERE run_id = :run AND decided_at >= :since GROUP BY outcome")
                .param("run", run.value())
                .param("since", Columns.at(since))
                .query((row, number) -> outcomes.put(row.getString("outcome"), row.getLong("members")))
                .list();
        return outcomes;
    }

    void add(Change change, String memberNumber, Decision decision, String heyLoyaltyId) {
        add(
                change,
                memberNumber,
                heyLoyaltyId,
                decision.outcome().name(),
                decision.reasons().stream().map(Reason::rule).distinct().collect(Collectors.joining(",")),
                Reason.texts(decision.reasons()),
                decision.write().keySet().stream().sorted().collect(Collectors.joining(",")));
    }

    /** What came of the turn of a person that a CDP told of. */
    void add(Change change, AudiencePersons.Finding finding) {
        add(
                change,
                change.memberNumber(),
                finding.entryId(),
                finding.outcome(),
                finding.reason().rule(),
                finding.reason().text(),
                finding.fields().stream().sorted().collect(Collectors.joining(",")));
    }

    void addParked(Change change, String reason, String message) {
        add(change, change.memberNumber(), null, "PARKED", reason, message, "");
    }

    /** A removal that an operator discarded and that came up again, so that it is not carried out. */
    void addDiscarded(Change change, Decision decision) {
        add(
                change,
                change.memberNumber(),
                decision.heyLoyaltyId(),
                DISCARDED,
                "P9",
                Reason.texts(decision.reasons()) + "; an operator discarded the removal",
                "");
    }

    /** Every removal that waits now and that an operator discards. */
    void addDiscarded() {
        jdbc.sql("INSERT INTO consent_decision (decided_at, run_id, direction, source, member_id, member_number,"
                        + " heyloyalty_id, outcome, rules, reasons, fields)"
                        + " SELECT CAST(:now AS TIMESTAMP WITH TIME ZONE), CAST(:run AS VARCHAR(60)), c.direction, c.source,"
                        + " c.member_id, COALESCE(l.member_number, ''), l.heyloyalty_id,"
                        + " CAST(:outcome AS VARCHAR(20)), 'P9',"
                        + " c.held_reasons || '; an operator discarded the removal', ''"
                        + " FROM member_change c LEFT JOIN member_link l ON l.member_id = c.member_id"
                        + " WHERE c.held_revision > 0 AND " + Removals.HELD)
                .param("now", Columns.at(clock.instant()))
                .param("run", run.value())
                .param("outcome", DISCARDED)
                .update();
    }

    private void add(
            Change change,
            String memberNumber,
            String heyLoyaltyId,
            String outcome,
            String rules,
            String reasons,
            String fields) {
        jdbc.sql("""
                        INSERT INTO consent_decision (decided_at, run_id, direction, source, member_id, member_number,
                          heyloyalty_id, outcome, rules, reasons, fields)
                        VALUES (:now, :run, :direction, :source, :id, :number, :hl, :outcome, :rules, :reasons, :fields)
                        """)
                .param("now", Columns.at(clock.instant()))
                .param("run", run.value())
                .param("direction", change.direction().name())
                .param("source", change.source())
                .param("id", change.memberId())
                .param("number", memberNumber)
                .param("hl", heyLoyaltyId)
                .param("outcome", outcome)
                .param("rules", Columns.cut(rules, 200))
                .param("reasons", Columns.cut(reasons, 4000))
                .param("fields", Columns.cut(fields, 2000))
                .update();
    }

    /**
     * The rows stay under the hash, and what was kept of older ones goes; the text of a failure goes, because it names the
     * member and may quote a value.
     */
    void pseudonymise(String memberId, String hash) {
        earlier.forget(memberId);
        jdbc.sql("UPDATE consent_decision SET member_id = :hash, member_number = :short, heyloyalty_id = NULL,"
                        + " reasons = CASE WHEN outcome = 'PARKED' THEN '' ELSE reasons END"
                        + " WHERE member_id = :id")
                .param("hash", hash)
                .param("short", "erased-" + hash.substring(0, 12))
                .param("id", memberId)
                .update();
    }
}
