package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberLink;

class ImportedListTest extends StateTestSupport {

    private static final Instant THEN = Instant.parse("2024-01-01T09:30:00Z");

    private ContactNoes noes;
    private ImportedList imported;

    private void openImport(Database database) {
        open(database);
        noes = new ContactNoes(jdbc, clock, suppressions);
        imported = new ImportedList(transaction, links, suppressions, noes, queue);
    }

    @OnEachDatabase
    void knowsANoByTheContactAndKeepsNoContact(Database database) {
        openImport(database);

        imported.take(List.of(
                new ImportedEntry("90001", THEN, " Åse@Example.dk ", "20304050"),
                new ImportedEntry("90002", THEN, "", "+45 20 30 40 51"),
                new ImportedEntry("90003", null, "bo@example.dk", "")));

        assertThat(noes.lastNo("åse@example.dk", "")).contains(THEN);
        assertThat(noes.lastNo("other@example.dk", "20304051")).contains(THEN);
        assertThat(noes.lastNo("other@example.dk", "20304050"))
                .as("a phone number may be a family's: it stands only for who has no address")
                .isEmpty();
        assertThat(noes.lastNo("bo@example.dk", "")).isEmpty();
        assertThat(noes.lastNo("", "")).isEmpty();
        assertThat(rows("contact_no").toString()).doesNotContainIgnoringCase("example.dk", "20304051");
    }

    @OnEachDatabase
    void theLatestNoOfAContactCountsAndTakingARowTwiceChangesNothing(Database database) {
        openImport(database);
        ImportedEntry earlier = new ImportedEntry("90001", THEN.minusSeconds(60), "åse@example.dk", "");
        ImportedEntry latest = new ImportedEntry("90002", THEN, "åse@example.dk", "");

        imported.take(List.of(latest, earlier));
        imported.take(List.of(latest, earlier));

        assertThat(noes.lastNo("åse@example.dk", "")).contains(THEN);
        assertThat(count("contact_no")).isEqualTo(1);
        assertThat(queue.claim(10, false))
                .hasSize(2)
                .allMatch(change -> change.direction() == Direction.INBOUND
                        && change.source().equals("import"));
    }

    @OnEachDatabase
    void givesATurnOnlyToWhatIsNews(Database database) {
        openImport(database);
        links.save(MemberLink.active("m-1", "M-1", "90001"), START);
        links.save(MemberLink.active("m-2", "M-2", "90002"), START);
        suppressions.addEntry("90003");
        queue.dueNow(Direction.INBOUND, "90004", "webhook");

        ImportedList.Taken taken = imported.take(List.of(
                new ImportedEntry("90001", null, "a@example.dk", ""),
                new ImportedEntry("90002", THEN, "b@example.dk", ""),
                new ImportedEntry("90003", null, "c@example.dk", ""),
                new ImportedEntry("90004", null, "d@example.dk", ""),
                new ImportedEntry("", THEN, "e@example.dk", "")));

        assertThat(taken).isEqualTo(new ImportedList.Taken(2, 3));
        assertThat(queue.claim(10, false))
                .extracting(Change::memberId, Change::source)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("90002", "import"),
                        org.assertj.core.groups.Tuple.tuple("90004", "webhook"));
        assertThat(noes.lastNo("e@example.dk", "")).contains(THEN);
    }
}
