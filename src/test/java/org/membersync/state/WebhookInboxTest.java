package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.membersync.support.MemberBuilder.ID;
import static org.membersync.support.MemberBuilder.NUMBER;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.Outcome;
import org.membersync.heyloyalty.WebhookNotice;
import org.springframework.dao.DataAccessException;

class WebhookInboxTest extends StateTestSupport {

    private static final String ENTRY = "hl-770077";
    private static final WebhookNotice UPDATE = new WebhookNotice("update", ENTRY, LIST);

    @OnEachDatabase
    void storesTheWholeBodyAndQueuesTheEntry(Database database) {
        open(database);
        String body = "{\"type\":\"update\",\"member\":{\"firstname\":\"Søren Æblegård 🍏\"}}\n";

        webhookInbox.store(UPDATE, body);

        assertThat(rows("webhook_request")).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("source", "heyloyalty")
                .containsEntry("event_type", "update")
                .containsEntry("member_ref", ENTRY)
                .containsEntry("list_ref", LIST)
                .containsEntry("body", body));
        assertThat(queue.all()).singleElement().satisfies(change -> {
            assertThat(change.direction()).isEqualTo(Direction.INBOUND);
            assertThat(change.memberId()).isEqualTo(ENTRY);
            assertThat(change.source()).isEqualTo("webhook");
            assertThat(change.settledAt()).as("due at once").isEqualTo(START);
        });
    }

    @OnEachDatabase
    void storesTheLargestBodyThatIsTaken(Database database) {
        open(database);

        webhookInbox.store(UPDATE, "x".repeat(256 * 1024));

        assertThat(jdbc.sql("SELECT body FROM webhook_request")
                        .query(String.class)
                        .single())
                .hasSize(256 * 1024);
    }

    @OnEachDatabase
    void storesARepeatedNoticeWithoutASecondChange(Database database) {
        open(database);
        webhookInbox.store(UPDATE, "{}");
        webhookInbox.store(UPDATE, "{}");

        assertThat(count("webhook_request")).isEqualTo(2);
        assertThat(count("member_change")).isEqualTo(1);
    }

    @OnEachDatabase
    void queuesEveryKindThatMayChangeAnEntry(Database database) {
        open(database);
        List<String> kinds = List.of("subscribe", "update", "unsubscribe", "spamComplaint", "hardbounce", "anonymized");
        kinds.forEach(kind -> webhookInbox.store(new WebhookNotice(kind, "hl-" + kind, LIST), "{}"));

        assertThat(count("member_change")).isEqualTo(kinds.size());
    }

    @OnEachDatabase
    void storesWhatChangesNothing(Database database) {
        open(database);
        List<WebhookNotice> notices = List.of(
                new WebhookNotice("click", ENTRY, LIST),
                new WebhookNotice("open", ENTRY, LIST),
                new WebhookNotice("sent", ENTRY, LIST),
                new WebhookNotice("a new kind", ENTRY, LIST),
                new WebhookNotice("update", ENTRY, "another"),
                new WebhookNotice("connection test", "", ""));
        notices.forEach(notice -> webhookInbox.store(notice, "{}"));

        assertThat(count("webhook_request")).isEqualTo(notices.size());
        assertThat(count("member_change")).isZero();
    }

    @OnEachDatabase
    void storesNothingWhenTheChangeCannotBeQueued(Database database) {
        open(database);
        jdbc.sql("DROP TABLE member_change").update();

        assertThatThrownBy(() -> webhookInbox.store(UPDATE, "{}")).isInstanceOf(DataAccessException.class);

        assertThat(count("webhook_request")).isZero();
    }

    @OnEachDatabase
    void takesManyNoticesOfOneEntryAtTheSameTime(Database database) throws Exception {
        open(database);
        ExecutorService senders = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                sent.add(senders.submit(() -> webhookInbox.store(UPDATE, "{}")));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } finally {
            senders.shutdownNow();
        }

        assertThat(count("webhook_request")).isEqualTo(30);
        assertThat(count("member_change")).isEqualTo(1);
    }

    @OnEachDatabase
    void deletesWhatWasSentOfEveryEntryThatAPersonEverHad(Database database) {
        open(database);
        decided(ID, "hl-before");
        links.save(Turns.link(ENTRY), clock.instant());
        webhookInbox.store(new WebhookNotice("unsubscribe", "hl-before", LIST), "before");
        webhookInbox.store(UPDATE, "now");
        webhookInbox.store(new WebhookNotice("update", "hl-neighbour", LIST), "neighbour");

        erasure.forget(ID);

        assertThat(rows("webhook_request")).extracting(row -> row.get("body")).containsExactly("neighbour");
    }

    @OnEachDatabase
    void leavesAnEntryThatIsAnotherMembersByNow(Database database) {
        open(database);
        decided("another", ENTRY);
        links.save(Turns.link(ENTRY), clock.instant());
        webhookInbox.store(UPDATE, "now");

        erasure.forget("another");
        webhookInbox.store(UPDATE, "later");

        assertThat(rows("webhook_request")).extracting(row -> row.get("body")).containsExactly("now", "later");
    }

    @OnEachDatabase
    void keepsNothingOfAnErasedPersonThatComesLater(Database database) {
        open(database);
        links.save(Turns.link(ENTRY), clock.instant());
        erasure.forget(ID);

        webhookInbox.store(new WebhookNotice("anonymized", ENTRY, LIST), "{\"firstname\":\"Søren\"}");

        assertThat(rows("webhook_request")).singleElement().satisfies(row -> {
            assertThat(row).containsEntry("event_type", "anonymized");
            assertThat(row.toString()).doesNotContain(ENTRY, "Søren");
        });
        assertThat(count("member_change")).isZero();
    }

    private void decided(String memberId, String heyLoyaltyId) {
        queue.dueNow(Direction.OUTBOUND, memberId, "feed");
        Change change = claimOne();
        ledger.add(change, NUMBER, Turns.decision(Outcome.CREATE, null, null), heyLoyaltyId);
        queue.complete(change);
    }
}
