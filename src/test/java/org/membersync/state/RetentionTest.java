package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.membersync.decision.Direction;
import org.membersync.heyloyalty.WebhookNotice;

class RetentionTest extends StateTestSupport {

    @OnEachDatabase
    void deletesWhatIsOlderThanItsRetentionAndNothingElse(Database database) {
        open(database);
        webhookInbox.store(new WebhookNotice("update", "90001", LIST), "old");
        clock.advance(Duration.ofDays(30));
        webhookInbox.store(new WebhookNotice("update", "90002", LIST), "new");
        assertThat(retention.deleteOld()).isEmpty();

        clock.advance(Duration.ofSeconds(1));

        assertThat(retention.deleteOld()).isEqualTo(Map.of("webhook_request", 1));
        assertThat(rows("webhook_request")).extracting(row -> row.get("body")).containsExactly("new");
    }

    @OnEachDatabase
    void deletesEndedFailuresButNeitherOpenOnesNorWhatNobodyWantsToHearOfAgain(Database database) {
        open(database);
        failure("m-1", "open", "");
        failure("m-2", "replayed", "");
        failure("m-3", "dismissed", "");
        failure("m-4", "dismissed", "address");
        clock.advance(Duration.ofDays(91));

        assertThat(retention.deleteOld()).isEqualTo(Map.of("failure", 2));
        assertThat(rows("failure")).extracting(row -> row.get("member_id")).containsExactlyInAnyOrder("m-1", "m-4");
    }

    @OnEachDatabase
    void deletesDecisionsInSeveralTransactionsAndKeepsTheYoungOnes(Database database) {
        open(database);
        for (int i = 0; i < 2100; i++) {
            decision("m-" + i, START);
        }
        clock.advance(Duration.ofDays(366));
        decision("young", clock.instant());

        assertThat(retention.deleteOld()).isEqualTo(Map.of("consent_decision", 2100));
        assertThat(rows("consent_decision"))
                .extracting(row -> row.get("member_id"))
                .containsExactly("young");
    }

    @OnEachDatabase
    void deletesPausesThatAreOverAndToldAlerts(Database database) {
        open(database);
        pauses.pause(Direction.INBOUND, "astrid", "");
        pauses.pause(Direction.OUTBOUND, "astrid", "");
        pauses.resume(Direction.INBOUND, "astrid");
        alertBook.settle(Map.of("paused-outbound", "paused"), false);
        clock.advance(Duration.ofDays(91));

        assertThat(retention.deleteOld()).isEqualTo(Map.of("alert", 1, "direction_pause", 1));
        assertThat(pauses.find(Direction.OUTBOUND)).isPresent();
        assertThat(alertBook.known()).containsKey("paused-outbound");
    }

    @OnEachDatabase
    void deletesOldRunsWithWhatTheyFound(Database database) {
        open(database);
        run(1, START);
        run(2, START.plus(Duration.ofDays(10)));
        for (int i = 0; i < 1500; i++) {
            jdbc.sql("INSERT INTO run_difference (run_id, row_no, kind, direction, fields, parked)"
                            + " VALUES (1, :row, 'missing', 'OUTBOUND', '', FALSE)")
                    .param("row", i)
                    .update();
        }
        clock.advance(Duration.ofDays(91));

        assertThat(retention.deleteOld()).isEqualTo(Map.of("run", 1));
        assertThat(rows("run")).extracting(row -> row.get("id")).containsExactly(2L);
        assertThat(count("run_difference")).isZero();
    }

    private void run(long id, Instant at) {
        jdbc.sql("INSERT INTO run (id, kind, state, started_at, progress_at, ended_at, started_by, marks_of, reading,"
                        + " read_to, rows_read, counts) VALUES (:id, 'reconcile', 'DONE', :at, :at, :at, 'test', '', '', 0, 0,"
                        + " '{}')")
                .param("id", id)
                .param("at", Columns.at(at))
                .update();
    }

    private void failure(String memberId, String status, String field) {
        jdbc.sql(
                        "INSERT INTO failure (direction, member_id, member_number, reason, message, attempts, failed_at, status,"
                                + " ended_at, field) VALUES ('INBOUND', :id, '', 'field-conflict', 'x', 1, :now, :status, :ended,"
                                + " :field)")
                .param("id", memberId)
                .param("now", Columns.at(clock.instant()))
                .param("status", status)
                .param(
                        "ended",
                        status.equals("open") ? null : Columns.at(clock.instant()),
                        java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("field", field)
                .update();
    }

    private void decision(String memberId, Instant at) {
        jdbc.sql(
                        "INSERT INTO consent_decision (decided_at, run_id, direction, source, member_id, member_number, outcome,"
                                + " rules, reasons, fields) VALUES (:at, 'run', 'OUTBOUND', 'feed', :id, '1', 'IN_STEP', '', '', '')")
                .param("at", Columns.at(at))
                .param("id", memberId)
                .update();
    }
}
