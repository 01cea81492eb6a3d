package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.membersync.decision.HeldValue;
import org.membersync.state.AudiencePersons.Person;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where the persons stand that a CDP told of, for people who ask. */
public class AudienceStandings {

    private final JdbcClient jdbc;
    private final Suppressions suppressions;
    private final AudiencePersons persons;

    AudienceStandings(JdbcClient jdbc, Suppressions suppressions, AudiencePersons persons) {
        this.jdbc = jdbc;
        this.suppressions = suppressions;
        this.persons = persons;
    }

    /**
     * Where one person stands on one list.
     *
     * @param heyLoyaltyId the active entry when it was last looked for, null when there was none
     * @param lookedAt when it was looked for last, null for never
     * @param values what is true of the person, by item
     * @param untaken how much was pushed of the person that was not taken yet
     */
    public record Standing(
            Person person, String heyLoyaltyId, Instant lookedAt, Map<String, HeldValue> values, long untaken) {

        /** The id alone, so that a log line never holds personal data. */
        @Override
        public String toString() {
            return person.toString();
        }
    }

    private record Row(Person person, String hash, String heyLoyaltyId, Instant lookedAt) {}

    /**
     * Those who are meant, on every list that shows them.
     *
     * @param names e-mail addresses, ids of entries, or ids of persons as failures show them
     */
    public List<Standing> of(Collection<String> names) {
        Map<String, Row> found = new LinkedHashMap<>();
        names.forEach(
                name -> rows(name).forEach(row -> found.putIfAbsent(row.person().id(), row)));
        return found.values().stream().map(this::standing).toList();
    }

    private List<Row> rows(String name) {
        boolean email = name.contains("@");
        return jdbc.sql(
                        "SELECT person_id, list_name, identifier, person_hash, heyloyalty_id, written_at, looked_at FROM audience_person"
                                + " WHERE "
                                + (email ? "person_hash = :name" : "person_id = :name OR heyloyalty_id = :name")
                                + " ORDER BY list_name, person_id")
                .param("name", email ? suppressions.audienceHash(name.strip().toLowerCase(Locale.ROOT)) : name.strip())
                .query(AudienceStandings::row)
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                AudiencePersons.person(row, number),
                row.getString("person_hash"),
                row.getString("heyloyalty_id"),
                Columns.instant(row, "looked_at"));
    }

    private Standing standing(Row row) {
        long untaken = jdbc.sql("SELECT COUNT(*) FROM audience_event WHERE person_hash = :hash AND pending = 1")
                .param("hash", row.hash())
                .query(Long.class)
                .single();
        return new Standing(
                row.person(),
                row.heyLoyaltyId(),
                row.lookedAt(),
                persons.values(row.person().id()),
                untaken);
    }
}
