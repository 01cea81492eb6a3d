package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.member.FieldValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of the first release are kept and understood on each database (compatibility). */
class ReleaseStateTest extends StateTestSupport {

    private static final Path SCRIPT = Path.of("src/test/resources/release-1/membersync.script");
    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-f]{4})");

    private static final String ADA = "bc000000-0000-4000-0000-000000000001";
    private static final String CARL = "bc000000-0000-4000-0000-000000000009";
    private static final String FRIDA = "bc000000-0000-4000-0000-000000000015";

    private static List<String> script;

    @BeforeAll
    static void readScript() throws IOException {
        script = Files.readAllLines(SCRIPT).stream()
                .map(line -> ESCAPED.matcher(line)
                        .replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16))))
                .toList();
    }

    @Test
    void theTablesOfTheReleaseAreNotEditedAnyMore() {
        Flyway flyway = Flyway.configure()
                .dataSource("jdbc:hsqldb:mem:checksum", "sa", "")
                .load();

        assertThat(script)
                .as("V1__state.sql has the checksum that the release recorded")
                .anyMatch(line -> line.contains(
                        "'V1__state.sql'," + flyway.info().all()[0].getChecksum() + ","));
    }

    @OnEachDatabase
    void keepsAndUnderstandsEveryRow(Database database) {
        open(database, ReleaseStateTest::release);

        rowsOfRelease()
                .forEach((table, rows) -> assertThat(count(table)).as(table).isEqualTo(rows.size()));
        assertThat(links.find(CARL).orElseThrow().unsubscribedBy()).isEqualTo(UnsubscribedBy.HEYLOYALTY);
        assertThat(bases.find(ADA).orElseThrow()).containsEntry("lastname", FieldValue.of("Ærøskov"));
        assertThat(suppressions.isSuppressed(FRIDA)).isTrue();
        assertThat(suppressions.isSuppressed(ADA)).isFalse();
        assertThat(failures.open()).extracting(Failures.Failure::memberNumber).containsExactly("100005");
        assertThat(ledger.latest(suppressions.hash(FRIDA), 9))
                .extracting(Ledger.Entry::outcome)
                .containsExactly("ERASE", "CREATE");

        clock.advance(java.time.Duration.between(clock.instant(), java.time.Instant.parse("2026-03-02T09:00:00Z")));
        List<Change> due = queue.claim(10, true);
        assertThat(due)
                .extracting(Change::direction)
                .as("a person's own change waits for no other")
                .contains(Direction.INBOUND);
        failures.park(due.get(0), "unmapped-value", "numbers go on behind those of the release");
        assertThat(failures.open()).hasSize(2);
    }

    /** The database as the release left it. */
    private static void release(DataSource empty) {
        Flyway.configure().dataSource(empty).target("1").load().migrate();
        JdbcClient jdbc = JdbcClient.create(empty);
        rowsOfRelease()
                .values()
                .forEach(rows -> rows.forEach(row -> jdbc.sql(row).update()));
        for (String numbered : List.of("consent_decision", "failure", "webhook_request")) {
            jdbc.sql("ALTER TABLE " + numbered + " ALTER COLUMN id RESTART WITH 1000")
                    .update();
        }
    }

    /** The rows of our own tables. */
    private static Map<String, List<String>> rowsOfRelease() {
        Map<String, List<String>> rows = new TreeMap<>();
        script.stream()
                .filter(line -> line.startsWith("INSERT INTO ") && !line.startsWith("INSERT INTO BLOCKS "))
                .filter(line -> !line.contains("flyway_schema_history"))
                .forEach(line -> rows.computeIfAbsent(
                                line.split(" ")[2].toLowerCase(Locale.ROOT), table -> new java.util.ArrayList<>())
                        .add(line));
        assertThat(rows).hasSizeGreaterThan(12);
        return rows;
    }
}
