package org.membersync.state;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When each activation's errors were told by e-mail, and which. */
public class AudienceMails {

    private final JdbcClient jdbc;
    private final Clock clock;

    AudienceMails(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The last e-mail of an activation. @param told what it told, as a number made of it */
    public record Mail(Instant at, String told) {}

    /** The last e-mail, if there was one. */
    public Optional<Mail> last(String activation) {
        return jdbc.sql("SELECT mailed_at, told FROM audience_mail WHERE activation = :name")
                .param("name", activation)
                .query((row, number) -> new Mail(Columns.instant(row, "mailed_at"), row.getString("told")))
                .optional();
    }

    /** Notes that an e-mail was sent. */
    public void sent(String activation, String told) {
        jdbc.sql("DELETE FROM audience_mail WHERE activation = :name")
                .param("name", activation)
                .update();
        jdbc.sql("INSERT INTO audience_mail (activation, mailed_at, told) VALUES (:name, :now, :told)")
                .param("name", activation)
                .param("now", Columns.at(clock.instant()))
                .param("told", told)
                .update();
    }
}
