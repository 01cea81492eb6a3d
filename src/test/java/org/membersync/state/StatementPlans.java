package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Asks the embedded database how it would answer a statement: none may look through a whole table that grows with the
 * population, the queue or time, but for those of which that is the point. Its plans do not depend on how much a table holds,
 * so empty ones tell.
 */
final class StatementPlans {

    /** Tables that stay small whatever comes, and the working tables of runs, which are read as wholes. */
    private static final Pattern SMALL = Pattern.compile(
            "(?i)(direction_hold|direction_pause|instance|instance_key|shared_lock|call_budget|alert|alert_condition|poll_reading"
                    + "|watermark|list_watermark|removal_hold|run|created_value|announced_write|turn_counterpart|new_member"
                    + "|audience_item|audience_feed|audience_mail|dual|system_subquery|population_.*|flyway.*|system_.*)");

    /** What alone finds next to nothing out, or is the same for most rows. */
    private static final Set<String> COARSE = Set.of("DIRECTION", "FEED", "OUTCOME", "SOURCE");

    /** Statements that count or mend everything, seldom, or tidy up part by part. */
    private static final Pattern WHOLE = Pattern.compile(String.join(
            "|",
            // Counts: by a schedule that spares a large queue, or for whoever asks.
            "SELECT COUNT\\(\\*\\) AS members, COUNT\\(claim_token\\) AS claimed.*",
            "SELECT COUNT\\(\\*\\) FROM \\w+",
            "SELECT COUNT\\(\\*\\) FROM member_link WHERE status = 'ACTIVE'",
            "SELECT COUNT\\(\\*\\) FROM \\(SELECT c.member_id FROM member_change c WHERE c.direction = '(OUT|IN)BOUND'.*FETCH FIRST.*",
            "SELECT COUNT\\(\\*\\) FROM member_change c JOIN audience_person p .*",
            "SELECT last_message, COUNT\\(\\*\\).*",
            "SELECT status, COUNT\\(\\*\\) AS bookings FROM booking GROUP BY status",
            "SELECT (MAX\\(id\\)|COALESCE\\(MAX\\(id\\), 0\\)) FROM \\w+",
            // Lists that somebody asks for.
            "SELECT c.direction, .* FROM member_change c LEFT JOIN bc_member b ON b.member_id = c.member_id ORDER BY.*",
            // Of which there is one, or none.
            "SELECT COUNT\\(\\*\\) FROM member_change WHERE direction = 'BATCH'",
            // At the start, or when a clock was put right.
            "UPDATE member_change SET claim_token = NULL, claimed_until = NULL WHERE claim_token IS NOT NULL",
            "UPDATE member_change SET due_at = \\?, settled_at = \\? WHERE due_at > \\? OR settled_at > \\?",
            // After the CDP lost its place.
            "UPDATE audience_value SET feed_position = NULL WHERE feed_position IS NOT NULL",
            // Tidying up.
            "UPDATE buyer SET contact = NULL WHERE .*",
            "DELETE FROM \\w+ WHERE id IN \\(SELECT id FROM .*",
            "DELETE FROM feed_seen WHERE feed = \\?",
            // An erased person's name in texts about others.
            "SELECT id, \\w+ AS said FROM .*",
            // What the overlap of the list's readings holds.
            "SELECT entry_mark, state_mark FROM list_seen"));

    private static final Pattern RANGE = Pattern.compile("table=(\\S+)(.*?)(?=table=|\\z)", Pattern.DOTALL);
    private static final Pattern STARTS =
            Pattern.compile("start conditions=(.*?)(?=end condition|other condition|\\z)", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("arg_left=\\[\\s+COLUMN: PUBLIC\\.\\w+\\.(\\w+)");

    /** Every statement is asked about once in a process. */
    private static final Set<String> CHECKED = ConcurrentHashMap.newKeySet();

    private StatementPlans() {}

    /** Checks those of the statements that were not checked before. */
    static void check(DataSource embedded, Set<String> statements) {
        List<String> whole = new ArrayList<>();
        for (String statement : statements) {
            String sql = statement.replaceAll("\\s+", " ").strip();
            if (CHECKED.add(sql) && !WHOLE.matcher(sql).matches() && sql.matches("(SELECT|UPDATE|DELETE|MERGE) .*")) {
                looksThrough(embedded, sql).forEach(table -> whole.add(table + " by " + sql));
            }
        }
        assertThat(whole).as("tables that are looked through as wholes").isEmpty();
    }

    /** The tables that the statement looks through. */
    static Set<String> looksThrough(DataSource embedded, String sql) {
        String plan =
                String.join("\n", new JdbcTemplate(embedded).queryForList("EXPLAIN PLAN FOR " + sql, String.class));
        Set<String> tables = new TreeSet<>();
        for (Matcher range = RANGE.matcher(plan); range.find(); ) {
            if (!SMALL.matcher(range.group(1)).matches() && isCoarse(range.group(2))) {
                tables.add(range.group(1));
            }
        }
        return tables;
    }

    private static boolean isCoarse(String access) {
        if (access.contains("access=FULL SCAN")) {
            return true;
        }
        Set<String> columns = new TreeSet<>();
        Matcher starts = STARTS.matcher(access);
        if (starts.find()) {
            for (Matcher column = COLUMN.matcher(starts.group(1)); column.find(); ) {
                columns.add(column.group(1));
            }
        }
        return COARSE.containsAll(columns);
    }
}
