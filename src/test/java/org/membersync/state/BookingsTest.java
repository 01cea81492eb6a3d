package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.membersync.booking.Booking;
import org.membersync.booking.BookingEvent;
import org.membersync.booking.BookingEvents;
import org.membersync.decision.BuyerCase;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.Outcome;
import org.membersync.decision.Reason;
import org.membersync.failure.PermanentException;
import org.membersync.mapping.BookingSource;
import org.membersync.state.Bookings.Result;

class BookingsTest extends StateTestSupport {

    @OnEachDatabase
    void aRepeatedEventChangesNothingAndANewerOneTakesThePlaceOfOneThatWaits(Database kind) {
        open(kind);

        assertThat(store(event("T-1", "price", "10"), event("T-2", "price", "10")))
                .isEqualTo(Map.of(Result.TAKEN, 2));
        assertThat(store(event("T-1", "price", "10"))).isEqualTo(Map.of(Result.REPEATED, 1));
        assertThat(store(event("T-1", "price", "11"))).isEqualTo(Map.of(Result.TAKEN, 1));

        assertThat(rows("booking")).hasSize(2);
        assertThat(seal(true)).isEqualTo(2);
        assertThat(prices(batch())).containsExactly("11", "10");
    }

    @OnEachDatabase
    void ofTwoEventsTheLaterOneCountsInWhateverOrderTheyCome(Database kind) {
        open(kind);
        store(event("T-1", "eventTime", "2024-02-29T12:00:02Z"));

        assertThat(store(event("T-1", "eventTime", "2024-02-29T12:00:01Z\",\"price\":\"1")))
                .isEqualTo(Map.of(Result.OLDER, 1));
        assertThat(store(event("T-1", "eventTime", "2024-02-29T12:00:03Z\",\"price\":\"2")))
                .isEqualTo(Map.of(Result.TAKEN, 1));
    }

    @OnEachDatabase
    void aBadEventIsParkedAndTheOthersGoOnUntilItIsSentAnew(Database kind) {
        open(kind);

        assertThat(store(event("T-1", "price", "cheap"), event("T-2", "price", "1")))
                .isEqualTo(Map.of(Result.PARKED, 1, Result.TAKEN, 1));
        assertThat(store(event("T-1", "price", "cheap"))).isEqualTo(Map.of(Result.REPEATED, 1));
        assertThat(failures.open()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("bad-price");
            assertThat(failure.memberNumber()).isEqualTo("T-1_MAIN");
            assertThat(failure.direction()).isEqualTo(Direction.BOOKING);
        });
        assertThat(rows("consent_decision")).hasSize(1);

        store(event("T-1", "price", "2"));

        assertThat(failures.open()).isEmpty();
        seal(true);
        assertThat(prices(batch())).containsExactlyInAnyOrder("1", "2");
    }

    @OnEachDatabase
    void aParkedBookingIsLookedAtAgainWhenItIsReplayed(Database kind) {
        open(kind);
        store(event("T-1", "price", "cheap"));
        long failure = failures.open().get(0).id();

        assertThat(failures.replay(failure, "operator")).isTrue();
        Change change = claimOne();
        assertThat(change.direction()).isEqualTo(Direction.BOOKING);
        assertThatThrownBy(() -> bookings.again(change))
                .isInstanceOf(PermanentException.class)
                .hasMessageNotContaining("cheap");
        failures.park(change, "bad-price", "still");
        assertThat(failures.open()).hasSize(1);

        failures.replay(failures.open().get(0).id(), "operator");
        jdbc.sql("UPDATE booking SET event = :event")
                .param(
                        "event",
                        "{\"ticketNumber\":\"T-1\",\"admissionCode\":\"MAIN\",\"holderEmail\":\"a@example.dk\"}")
                .update();
        Change second = claimOne();
        bookings.again(second);

        assertThat(bookings.counts()).isEqualTo(Map.of("replaced", 1L, "waiting", 1L));
        assertThat(count("buyer")).isEqualTo(1);
    }

    @OnEachDatabase
    void bookingsGoTogetherByCountOrAge(Database kind) {
        open(kind);
        store(event("T-1", "price", "1"), event("T-2", "price", "2"));
        assertThat(seal(false)).isZero();

        store(event("T-3", "price", "3"), event("T-4", "price", "4"));
        assertThat(seal(false)).isEqualTo(3);
        assertThat(seal(true)).as("while a batch is under way").isZero();

        Change first = claimOf(Direction.BATCH);
        assertThat(bookingBatches.sent(first)).isEqualTo(3);
        assertThat(seal(false)).isZero();
        clock.advance(Duration.ofSeconds(60));
        assertThat(seal(false)).isEqualTo(1);
        assertThat(bookings.counts()).isEqualTo(Map.of("sent", 3L, "sealed", 1L));
    }

    @OnEachDatabase
    void aBatchWhoseAnswerWasLostIsTheSameAtTheNextTryWhateverIsToldMeanwhile(Database kind) {
        open(kind);
        store(event("T-1", "price", "1"));
        seal(true);
        Change first = claimOf(Direction.BATCH);
        BookingBatches.Batch before = bookingBatches.of(first);
        queue.postpone(first, Duration.ZERO, 1, "lost", "lost");

        store(event("T-1", "price", "2"));
        assertThat(seal(true)).isZero();
        clock.advance(Duration.ofSeconds(1));
        Change second = claimOf(Direction.BATCH);

        assertThat(bookingBatches.of(second)).isEqualTo(before);
        bookingBatches.sent(second);
        clock.advance(Duration.ofSeconds(60));
        assertThat(seal(false)).isEqualTo(1);
        assertThat(prices(batch())).containsExactly("2");
    }

    @OnEachDatabase
    void aDeathBetweenStoringAndSendingLosesNothingAndSendsTheSame(Database kind) {
        open(kind);
        store(event("T-1", "price", "1"));
        queue.releaseAll();
        assertThat(bookings.counts()).as("killed before the batch was made").isEqualTo(Map.of("waiting", 1L));

        seal(true);
        BookingBatches.Batch before = bookingBatches.of(claimOf(Direction.BATCH));
        queue.releaseAll();
        Change again = claimOf(Direction.BATCH);
        assertThat(bookingBatches.of(again))
                .as("killed before the answer was recorded")
                .isEqualTo(before);
        bookingBatches.sent(again);

        assertThat(seal(true)).isZero();
        assertThat(bookings.counts()).isEqualTo(Map.of("sent", 1L));
    }

    @OnEachDatabase
    void aParkedBatchDoesNotBringBackWhatWasToldAnewSince(Database kind) {
        open(kind);
        store(event("T-1", "price", "1"), event("T-2", "price", "2"));
        seal(true);
        failures.park(claimOf(Direction.BATCH), "heybooking-refused", "refused");

        store(event("T-1", "price", "3"));
        assertThat(seal(true)).isEqualTo(1);
        bookingBatches.sent(claimOf(Direction.BATCH));
        failures.replayAll("operator");

        assertThat(prices(bookingBatches.of(claimOf(Direction.BATCH)))).containsExactly("2");
    }

    @OnEachDatabase
    void buyersAreQueuedOncePerTicketAndLeaveTheirContactWhenTheirTurnHasEnded(Database kind) {
        open(kind);
        store(event("T-1", "price", "1"), event("T-2", "price", "1"));
        assertThat(count("buyer")).isEqualTo(1);
        settle();
        Change turn = claimOf(Direction.BUYER);
        assertThat(buyers.find(turn.memberId()).orElseThrow().contact().email()).isEqualTo("aase@example.dk");
        assertThat(buyers.isEntryOfBuyer("hl-1", "AASE@example.dk ")).isFalse();
        buyers.announce(turn.memberId());
        assertThat(buyers.isEntryOfBuyer("hl-1", "AASE@example.dk ")).isTrue();

        made(turn, "hl-1");

        assertThat(rows("buyer")).singleElement().satisfies(row -> assertThat(row.get("contact"))
                .isNull());
        assertThat(buyers.isEntryOfBuyer("hl-1", "")).isTrue();
        assertThat(buyers.isEntryOfBuyer("hl-2", "aase@example.dk"))
                .as("a write that arrived late")
                .isTrue();
        assertThat(buyers.isEntryOfBuyer("hl-2", "bo@example.dk")).isFalse();
        assertThat(rows("consent_decision")).hasSize(1);
        store(event("T-1", "scanned", "true"));
        assertThat(queue.find(turn.memberId())).as("news of a known ticket").isEmpty();
        store(event("T-3", "price", "1"));
        assertThat(queue.find(turn.memberId())).hasSize(1);
    }

    @OnEachDatabase
    void anErasureTakesBookingsAndBuyersWithItAndNothingLateBringsThemBack(Database kind) {
        open(kind);
        store(event("T-1", "price", "1"), event("T-2", "price", "cheap"));
        seal(true);
        settle();
        made(claimOf(Direction.BUYER), "hl-1");
        store(event("T-3", "price", "1"));

        transaction.executeWithoutResult(status -> erasure.forgetBuyer("hl-1"));

        assertThat(count("booking")).isZero();
        assertThat(count("buyer")).isZero();
        assertThat(count("failure")).isZero();
        assertThat(rows("member_change"))
                .extracting(row -> row.get("direction"))
                .containsExactly("BATCH");
        assertThat(rows("consent_decision").toString()).doesNotContain("buyer-").doesNotContain("hl-1");
        assertThat(store(event("T-1", "price", "2"), event("T-9", "documentDate", "2024-02-29")))
                .isEqualTo(Map.of(Result.ERASED, 2));
        assertThat(store(event("T-9", "documentDate", "2024-03-01"))).isEqualTo(Map.of(Result.TAKEN, 1));
        settle();
        clock.advance(Duration.ofMinutes(1));
        assertThat(buyers.find(claimOf(Direction.BUYER).memberId())
                        .orElseThrow()
                        .erased())
                .isTrue();
    }

    @OnEachDatabase
    void whatWasSentGoesAfterItsRetentionAndWhatWaitsStays(Database kind) {
        open(kind);
        store(event("T-1", "price", "1"));
        seal(true);
        bookingBatches.sent(claimOf(Direction.BATCH));
        store(event("T-2", "price", "1"), event("T-3", "price", "cheap"));
        clock.advance(Duration.ofDays(61));

        assertThat(retention.deleteOld()).isEqualTo(Map.of("booking", 1, "booking_batch", 1));
        assertThat(bookings.counts()).isEqualTo(Map.of("waiting", 1L, "parked", 1L));
        failures.dismissAll("bad-price", "operator", "done");
        assertThat(retention.deleteOld()).containsEntry("booking", 1);
    }

    private Map<Result, Integer> store(BookingEvent... events) {
        return bookings.store(List.of(events));
    }

    /** Ends a turn that made an entry. */
    private void made(Change turn, String entry) {
        Decision decision =
                new Decision(Outcome.CREATE, null, Map.of(), List.of(new Reason("B", "bought a ticket")), null);
        buyerOutcomes.record(BuyerCase.of(turn, buyers.find(turn.memberId()).orElseThrow()), decision, entry);
    }

    private int seal(boolean hurry) {
        return bookingBatches.seal(hurry);
    }

    private BookingBatches.Batch batch() {
        return bookingBatches.of(claimOf(Direction.BATCH));
    }

    private Change claimOf(Direction direction) {
        List<Change> claimed = queue.claim(10, false);
        claimed.stream().filter(change -> change.direction() != direction).forEach(queue::release);
        return claimed.stream()
                .filter(change -> change.direction() == direction)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> prices(BookingBatches.Batch batch) {
        return batch.bookings().stream()
                .map((Booking booking) -> booking.value(BookingSource.PRICE))
                .toList();
    }

    private static BookingEvent event(String ticket, String property, String value) {
        return new BookingEvents()
                .read("{\"ticketNumber\":\"" + ticket
                        + "\",\"admissionCode\":\"MAIN\",\"holderEmail\":\"aase@example.dk\","
                        + "\"holderName\":\"Aase Holm\",\"" + property + "\":\"" + value + "\"}")
                .get(0);
    }
}
