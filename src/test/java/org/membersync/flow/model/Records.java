package org.membersync.flow.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.membersync.support.World;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The program's own tables, and what must hold of them. */
final class Records {

    /** Older than every entry of the list. */
    private static final OffsetDateTime BEFORE_ALL = OffsetDateTime.parse("2000-01-01T00:00:00Z");

    private final World world;
    private final JdbcClient jdbc;
    private double uncounted;

    Records(World world) {
        this.world = world;
        this.jdbc = world.bean(JdbcClient.class);
        forgetUncounted();
    }

    /** A process that dies may have recorded a decision that it did not count any more. */
    void forgetUncounted() {
        uncounted = rows() - counted();
    }

    /** Every decision since then has one row. */
    void assertOneRowForEachDecision() {
        assertThat(rows() - uncounted).as("P4: rows of the ledger").isEqualTo(counted());
    }

    private double counted() {
        return world.bean(MeterRegistry.class).find("membersync.decisions").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private double rows() {
        return jdbc.sql("SELECT COUNT(*) FROM consent_decision WHERE outcome <> 'PARKED'")
                .query(Double.class)
                .single();
    }

    /** No text in any table holds any of these words. */
    void assertNothingOf(Set<String> words) {
        if (words.isEmpty()) {
            return;
        }
        Pattern word = Pattern.compile(words.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\p{Alnum}])(", ")(?![\\p{Alnum}])")));
        for (String table : jdbc.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC'"
                        + " AND table_name <> 'INSTANCE_KEY'")
                .query(String.class)
                .list()) {
            assertThat(jdbc.sql("SELECT * FROM \"" + table + "\"").query().listOfRows().stream()
                            .flatMap(row -> row.values().stream())
                            .filter(String.class::isInstance)
                            .filter(text -> word.matcher((String) text).find()))
                    .as("P5: what %s holds of an erased person", table)
                    .isEmpty();
        }
    }

    /**
     * The feeds are read from their beginning, and the list to its end. The list's mark is set back and not taken away,
     * because the very first reading takes nobody for new.
     */
    void forgetWhatWasRead() {
        jdbc.sql("DELETE FROM watermark").update();
        jdbc.sql("DELETE FROM feed_seen").update();
        jdbc.sql("DELETE FROM list_seen").update();
        assertThat(jdbc.sql("UPDATE list_watermark SET newest_at = :before")
                        .param("before", BEFORE_ALL)
                        .update())
                .isOne();
    }
}
