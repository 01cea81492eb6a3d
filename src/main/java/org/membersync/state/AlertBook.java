package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Which conditions operators know of, and each beginning and end, so that every one is told once by all processes together. */
public class AlertBook {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AlertBook(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What happened to a condition. */
    public enum Kind {
        BEGAN,
        ENDED
    }

    /**
     * A condition began or ended.
     *
     * @param name short and stable, such as {@code paused-outbound}
     * @param message as it was when the condition began
     */
    public record Alert(long id, String name, Kind kind, String message, Instant at) {}

    /**
     * Takes over which conditions hold now.
     *
     * @param present the conditions' names and messages
     * @param toMail whether an e-mail is to tell of what changed
     * @return what began and what ended, for this process to tell
     */
    public List<Alert> settle(Map<String, String> present, boolean toMail) {
        return Collisions.outlive(() -> transaction.execute(status -> {
            Map<String, String> known = known();
            List<Alert> changes = new ArrayList<>();
            present.forEach((name, message) -> {
                if (!known.containsKey(name)) {
                    begin(name, message);
                    changes.add(note(name, Kind.BEGAN, message, toMail));
                }
            });
            known.forEach((name, message) -> {
                if (!present.containsKey(name) && end(name)) {
                    changes.add(note(name, Kind.ENDED, message, toMail));
                }
            });
            return changes;
        }));
    }

    /** The conditions that operators know of, with their messages. */
    public Map<String, String> known() {
        Map<String, String> known = new TreeMap<>();
        jdbc.sql("SELECT name, message FROM alert_condition")
                .query((row, number) -> known.put(row.getString("name"), row.getString("message")))
                .list();
        return known;
    }

    /** What an e-mail has yet to tell, oldest first. */
    public List<Alert> toMail(int limit) {
        return jdbc.sql(
                        "SELECT id, name, kind, message, happened_at FROM alert WHERE to_mail = TRUE AND mailed_at IS NULL"
                                + " ORDER BY id FETCH FIRST " + limit + " ROWS ONLY")
                .query((row, number) -> alert(row))
                .list();
    }

    /** When an e-mail last told of something; empty when none ever did. */
    public Optional<Instant> mailedAt() {
        return jdbc.sql("SELECT MAX(mailed_at) AS mailed_at FROM alert")
                .query((row, number) -> Optional.ofNullable(Columns.instant(row, "mailed_at")))
                .single();
    }

    /** Notes that an e-mail told of these. */
    public void mailed(List<Alert> alerts) {
        for (Alert alert : alerts) {
            jdbc.sql("UPDATE alert SET mailed_at = :now WHERE id = :id")
                    .param("now", Columns.at(clock.instant()))
                    .param("id", alert.id())
                    .update();
        }
    }

    private void begin(String name, String message) {
        jdbc.sql("INSERT INTO alert_condition (name, message, began_at) VALUES (:name, :message, :now)")
                .param("name", name)
                .param("message", Columns.cut(message, 2000))
                .param("now", Columns.at(clock.instant()))
                .update();
    }

    private boolean end(String name) {
        return jdbc.sql("DELETE FROM alert_condition WHERE name = :name")
                        .param("name", name)
                        .update()
                == 1;
    }

    private Alert note(String name, Kind kind, String message, boolean toMail) {
        Instant now = clock.instant();
        jdbc.sql("INSERT INTO alert (name, kind, message, happened_at, to_mail)"
                        + " VALUES (:name, :kind, :message, :now, :mail)")
                .param("name", name)
                .param("kind", kind.name())
                .param("message", Columns.cut(message, 2000))
                .param("now", Columns.at(now))
                .param("mail", toMail)
                .update();
        return new Alert(0, name, kind, message, now);
    }

    private static Alert alert(ResultSet row) throws SQLException {
        return new Alert(
                row.getLong("id"),
                row.getString("name"),
                Kind.valueOf(row.getString("kind")),
                row.getString("message"),
                Columns.instant(row, "happened_at"));
    }
}
