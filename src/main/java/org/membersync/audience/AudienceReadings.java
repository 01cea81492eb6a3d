package org.membersync.audience;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.AudiencePersons.Person;

/**
 * Reads the entries of several persons with one call: of the one whose turn it is and of those whose turns come next. What was
 * read serves each of them once and for a moment only, because their status must be known right before a write; who comes
 * later, or waits for a call that fails, reads anew; so does whoever was looked at or written to since, by any process.
 */
class AudienceReadings {

    /** Addresses in one call: what a URL holds, and what is written within the moment. */
    static final int TOGETHER = 40;

    private static final Duration SERVES = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BiFunction<String, Integer, List<Person>> next;
    private final LongSupplier nanoTime;
    private final Map<String, CompletableFuture<Reading>> expected = new HashMap<>();

    /** @param next whose turns come next on a list, at most so many */
    AudienceReadings(BiFunction<String, Integer, List<Person>> next, LongSupplier nanoTime) {
        this.next = next;
        this.nanoTime = nanoTime;
    }

    /**
     * The active entries of one person.
     *
     * @param of the person as known before they were asked for
     * @param at before they were asked for
     */
    record Reading(Person of, List<HeyLoyaltyMember> entries, Instant at, long arrived) {}

    /** One call, and who waits for it. */
    record Batch(Map<Person, CompletableFuture<Reading>> persons, Instant at) {

        boolean isRead() {
            return persons.values().stream().allMatch(CompletableFuture::isDone);
        }

        List<String> emails() {
            return persons.keySet().stream().map(Person::identifier).toList();
        }

        @Override
        public String toString() {
            return persons.size() + " person(s)";
        }
    }

    /** What was read of the person for another's turn a moment ago, waiting for a call under way; null when nothing was. */
    Reading find(Person person) throws InterruptedException {
        CompletableFuture<Reading> known;
        synchronized (this) {
            known = expected.remove(person.id());
        }
        if (known == null) {
            return null;
        }
        try {
            Reading reading = known.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return isOld(reading) || isOvertaken(reading, person) ? null : reading;
        } catch (ExecutionException | TimeoutException failed) {
            return null;
        }
    }

    /** Whether a turn of any process may have written since it was asked for. */
    private static boolean isOvertaken(Reading reading, Person person) {
        return person.isWriteOpen() || !reading.of().equals(person);
    }

    /** What was read of the person before their turn wrote serves no later one. */
    synchronized void forget(Person person) {
        expected.remove(person.id());
    }

    /** A call for the person alone. */
    Batch alone(Person person, Instant now) {
        return new Batch(Map.of(person, new CompletableFuture<>()), now);
    }

    /** A call for the person and those to come whom nobody asks for yet. */
    synchronized Batch together(Person person, Instant now) {
        expected.values().removeIf(one -> one.isDone() && isOld(one.join()));
        Map<Person, CompletableFuture<Reading>> persons = new LinkedHashMap<>();
        persons.put(person, new CompletableFuture<>());
        for (Person other : next.apply(person.list(), TOGETHER * 2)) {
            boolean known = other.id().equals(person.id()) || expected.containsKey(other.id());
            if (persons.size() < TOGETHER && !known) {
                CompletableFuture<Reading> reading = new CompletableFuture<>();
                expected.put(other.id(), reading);
                persons.put(other, reading);
            }
        }
        return new Batch(persons, now);
    }

    /** Hands out what was read. */
    void read(Batch batch, List<HeyLoyaltyMember> found) {
        batch.persons()
                .forEach((person, reading) -> reading.complete(
                        new Reading(person, entriesOf(person, found), batch.at(), nanoTime.getAsLong())));
    }

    /** The call is over: who still waits for it reads anew. */
    void end(Batch batch) {
        batch.persons().values().forEach(reading -> reading.complete(null));
    }

    static List<HeyLoyaltyMember> entriesOf(Person person, List<HeyLoyaltyMember> found) {
        return found.stream()
                .filter(HeyLoyaltyMember::isActive)
                .filter(entry -> entry.field("email").text().strip().equalsIgnoreCase(person.identifier()))
                .toList();
    }

    private boolean isOld(Reading reading) {
        return reading == null || nanoTime.getAsLong() - reading.arrived() > SERVES.toNanos();
    }
}
