package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import org.membersync.cdp.AudienceEvent;
import org.membersync.cdp.AudienceEvent.Kind;
import org.membersync.cdp.MembershipChanges;
import org.membersync.cdp.MembershipSnapshot;
import org.membersync.mapping.Activation;
import org.membersync.mapping.ActivationItem;
import org.membersync.mapping.Activations;

/**
 * Any order, repetition and loss of what a CDP pushes ends in its truth, as long as its feed is read at last; and without a feed
 * as long as each event comes once (behaviour A3).
 */
class AudiencePropertiesTest extends StateTestSupport {

    private static final List<String> AUDIENCES = List.of("cats", "dogs");
    private static final String VISITS = "attribute:visits";
    private static final int PERSONS = 3;

    /** A small model of the CDP. */
    private static final class Cdp {
        private final Map<String, Set<String>> truth = new HashMap<>();
        private final Map<String, String> visits = new HashMap<>();
        private final Map<String, String> names = new HashMap<>();
        private final List<MembershipChanges.Change> feed = new ArrayList<>();
        private final List<AudienceEvent> pushes = new ArrayList<>();
        private Instant now = START;
        private long sequence;
        private long oldest;

        void change(int choice, int millis) {
            now = now.plusMillis(1 + millis);
            String audience = AUDIENCES.get(choice % 2);
            String person = "p" + choice / 2 % PERSONS + "@example.dk";
            boolean enters =
                    truth.computeIfAbsent(audience, any -> new TreeSet<>()).add(person);
            if (!enters) {
                truth.get(audience).remove(person);
            }
            AudienceEvent event =
                    new AudienceEvent(enters ? Kind.ENTERED : Kind.LEFT, "audience:" + audience, person, null, now);
            feed.add(new MembershipChanges.Change(event, ++sequence));
            pushes.add(event);
        }

        /** The feed does not tell of these. */
        void changeWhatIsOnlyPushed(int choice, int millis) {
            now = now.plusMillis(1 + millis);
            if (choice % 3 == 0) {
                String audience = AUDIENCES.get(choice / 3 % 2);
                names.put(audience, "Name " + choice);
                pushes.add(new AudienceEvent(Kind.RENAMED, "audience:" + audience, "", "Name " + choice, now));
            } else {
                String person = "p" + choice % PERSONS + "@example.dk";
                String value = choice % 3 == 1 ? null : String.valueOf(choice);
                visits.put(person, value);
                pushes.add(new AudienceEvent(Kind.CHANGED, VISITS, person, value, now));
            }
        }
    }

    @Property(tries = 60, seed = "-7749089656828434294")
    void endsInTheTruthOfTheCdpWhenItsFeedIsReadAtLast(@ForAll("steps") List<Integer> steps) {
        Cdp cdp = start();
        for (int step : steps) {
            int detail = step / 10;
            switch (step % 10) {
                case 0, 1, 2, 3 -> cdp.change(detail, step % 700);
                case 4, 5, 6 -> push(cdp, detail);
                case 7 -> loseOne(cdp, detail);
                case 8 -> poll(cdp);
                default -> forget(cdp, detail);
            }
        }
        poll(cdp);

        assertTruth(cdp);
        cdp.pushes.forEach(this::take);
        assertTruth(cdp);
    }

    @Property(tries = 30, seed = "-7749089656828434294")
    void endsInTheTruthOfTheCdpWhenEachEventComesInAnyOrder(
            @ForAll("steps") List<Integer> steps, @ForAll java.util.Random random) {
        Cdp cdp = start();
        steps.forEach(step -> {
            if (step % 2 == 0) {
                cdp.change(step / 10, step % 700);
            } else {
                cdp.changeWhatIsOnlyPushed(step / 10, step % 700);
            }
        });
        List<AudienceEvent> told = new ArrayList<>(cdp.pushes);
        told.addAll(cdp.pushes.subList(0, cdp.pushes.size() / 2));
        java.util.Collections.shuffle(told, random);

        told.forEach(this::take);

        assertTruth(cdp);
        Map<String, String> visits = new HashMap<>();
        jdbc.sql("SELECT p.identifier, v.item_value FROM audience_value v JOIN audience_person p"
                        + " ON p.person_id = v.person_id WHERE v.item = :item")
                .param("item", VISITS)
                .query((row, number) -> visits.put(row.getString(1), row.getString(2)))
                .list();
        assertThat(visits).isEqualTo(cdp.visits);
        cdp.names.forEach((audience, name) -> assertThat(audienceItems
                        .find("", "audience:" + audience)
                        .orElseThrow()
                        .cdpName())
                .isEqualTo(name));
    }

    @AfterProperty
    void end() {
        close();
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.integers().between(0, 9_999).list().ofMinSize(3).ofMaxSize(40);
    }

    private Cdp start() {
        if (dataSource == null) {
            open(Database.HSQLDB);
        }
        for (String table : List.of(
                "audience_event",
                "audience_person",
                "audience_value",
                "audience_item",
                "audience_feed",
                "member_change")) {
            jdbc.sql("DELETE FROM " + table).update();
        }
        List<ActivationItem> items = new ArrayList<>(
                AudienceTakingTest.activations(AUDIENCES.toArray(String[]::new)).items(""));
        items.add(new ActivationItem(
                ActivationItem.Kind.ATTRIBUTE, "visits", "Visits", "cdp_visits", "", "", "", "number", 9));
        activations.replace(new Activations(List.of(new Activation("club.yaml", "Club", "", "", "", items))));
        audienceTaking.activate();
        return new Cdp();
    }

    private void take(AudienceEvent event) {
        audienceInbox.store(List.of(event));
        audienceTaking.takePushed();
    }

    /** One that is taken away comes later again, or never. */
    private void push(Cdp cdp, int which) {
        if (!cdp.pushes.isEmpty()) {
            take(cdp.pushes.get(which % cdp.pushes.size()));
        }
    }

    private static void loseOne(Cdp cdp, int which) {
        if (!cdp.pushes.isEmpty()) {
            cdp.pushes.remove(which % cdp.pushes.size());
        }
    }

    private static void forget(Cdp cdp, int detail) {
        if (detail % 3 == 0) {
            cdp.feed.clear();
            cdp.oldest = ++cdp.sequence;
        }
    }

    private void poll(Cdp cdp) {
        long from =
                audiencePosition.find().map(AudienceFeedPosition.Mark::position).orElse(-1L);
        if (from >= 0 && from < cdp.oldest) {
            audienceTaking.sequenceRefused();
            from = -1;
        }
        if (from < 0) {
            // The header of an answer tells whole seconds.
            Instant at = Instant.ofEpochSecond(cdp.now.getEpochSecond()).plus(Duration.ofSeconds(1));
            AUDIENCES.forEach(audience -> audienceTaking.takeSnapshot(
                    audience,
                    new MembershipSnapshot(cdp.sequence, List.copyOf(cdp.truth.getOrDefault(audience, Set.of()))),
                    at));
            from = cdp.sequence;
        }
        long since = from;
        audienceTaking.takeChanges(new MembershipChanges(
                cdp.sequence,
                cdp.feed.stream().filter(change -> change.position() > since).toList()));
    }

    private void assertTruth(Cdp cdp) {
        for (String audience : AUDIENCES) {
            Set<String> in = new HashSet<>(jdbc.sql("SELECT p.identifier FROM audience_value v JOIN audience_person p"
                            + " ON p.person_id = v.person_id WHERE v.item = :item AND v.item_value = 'in'")
                    .param("item", "audience:" + audience)
                    .query(String.class)
                    .list());
            assertThat(in).as(audience).isEqualTo(cdp.truth.getOrDefault(audience, Set.of()));
        }
    }
}
