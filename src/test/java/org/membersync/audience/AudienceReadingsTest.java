package org.membersync.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.audience.AudienceReadings.Batch;
import org.membersync.audience.AudienceReadings.Reading;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.http.Json;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.AudiencePersons.Person;

/** Two processes on one store read entries ahead: neither goes by what the other's turn has changed since (quality P7). */
class AudienceReadingsTest {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    private final Map<String, Person> store = new ConcurrentHashMap<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private final AudienceReadings first = readings();
    private final AudienceReadings second = readings();

    private AudienceReadings readings() {
        return new AudienceReadings(
                (list, limit) -> store.values().stream().limit(limit).toList(), nanoTime::get);
    }

    @BeforeEach
    void twoPersons() {
        known("a", null, null);
        known("b", null, null);
    }

    @Test
    void servesWhoComesNextOnceAndForAMomentOnly() throws InterruptedException {
        readAhead(second, "b");
        assertThat(second.find(store.get("a"))).isNotNull();
        assertThat(second.find(store.get("a"))).isNull();

        readAhead(second, "b");
        nanoTime.addAndGet(2_000_000_001);
        assertThat(second.find(store.get("a"))).isNull();
    }

    @Test
    void readsAnewWhomTheOtherProcessWroteToSince() throws InterruptedException {
        readAhead(first, "a");
        readAhead(second, "b");

        known("a", NOW.plusSeconds(1), NOW.plusSeconds(2));

        assertThat(second.find(store.get("a"))).isNull();
    }

    @Test
    void readsAnewWhomTheOtherProcessWroteToWhileTheyWereAskedFor() throws InterruptedException {
        known("a", NOW.plusSeconds(1), null);
        Batch batch = second.together(store.get("b"), NOW.plusSeconds(1));
        known("a", NOW.plusSeconds(1), NOW.plusSeconds(2));
        second.read(batch, List.of(entry("a")));

        assertThat(second.find(store.get("a"))).isNull();
    }

    @Test
    void readsAnewWhoseLastWriteDidNotTellItsEnd() throws InterruptedException {
        known("a", NOW.plusSeconds(1), NOW);
        readAhead(second, "b");

        assertThat(second.find(store.get("a"))).isNull();
    }

    @Test
    void goesByWhatWasReadAfterTheOthersTurnEnded() throws InterruptedException {
        known("a", NOW.plusSeconds(1), NOW.plusSeconds(2));
        readAhead(second, "b");

        Reading reading = second.find(store.get("a"));
        assertThat(reading.entries()).extracting(HeyLoyaltyMember::id).containsExactly("e-a");
    }

    private void readAhead(AudienceReadings readings, String person) {
        readings.read(readings.together(store.get(person), NOW), List.of(entry("a"), entry("b")));
    }

    private void known(String id, Instant writtenAt, Instant lookedAt) {
        store.put(id, new Person(id, "", id + "@example.dk", writtenAt, lookedAt));
    }

    private static HeyLoyaltyMember entry(String id) {
        return new HeyLoyaltyMembers(ZoneOffset.UTC)
                .readPage(Json.read("{\"members\":[{\"id\":\"e-" + id
                                + "\",\"status\":{\"status\":\"active\"},\"fields\":{\"email\":{\"value\":\"" + id
                                + "@example.dk\"}}}]}")
                        .orElseThrow())
                .get(0);
    }
}
