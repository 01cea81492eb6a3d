package org.membersync.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.MemberMapping;
import org.membersync.member.BuyerContact;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.membersync.member.HeyLoyaltyMember.Status;

/** Rule B, and P1 for buyers: whoever said no is left alone. */
class BuyerDeciderTest {

    private static final Instant NOW = Instant.parse("2024-02-29T12:00:00Z");
    private static final BuyerContact CONTACT = new BuyerContact("aase@example.dk", "Åse Holm", "");
    private static final Buyer BUYER = new Buyer("buyer-1", CONTACT, NOW, null, false, null, false, null);
    private static final ListDefinition LIST = Cases.DUPLICATES;

    private final BuyerDecider decider = new BuyerDecider();

    @Test
    void somebodyWhomNobodyKnowsIsMadeAnEntryWithContactDataAndTheOption() {
        Decision decision = decide(unknown(BUYER));

        assertThat(decision.outcome()).isEqualTo(Outcome.CREATE);
        assertThat(decision.write())
                .isEqualTo(Map.of(
                        "email", FieldValue.of("aase@example.dk"),
                        "firstname", FieldValue.of("Åse"),
                        "lastname", FieldValue.of("Holm"),
                        "hobbies", FieldValue.of("2")));
    }

    static Stream<Arguments> withheld() {
        return Stream.of(
                Arguments.of("erased", begun(with(false, null, true, null))),
                Arguments.of("said no before, and the entry is gone", unknown(with(true, null, false, null))),
                Arguments.of("an import says no", unknown(with(false, null, false, NOW))),
                Arguments.of("had an entry that is gone", unknown(with(false, "hl-1", false, null))),
                Arguments.of("unsubscribed", found(entry("hl-1", Status.UNSUBSCRIBED, EmailStatus.FINE, 0))),
                Arguments.of("not confirmed", found(entry("hl-1", Status.OTHER, EmailStatus.FINE, 0))),
                Arguments.of("complained", found(entry("hl-1", Status.ACTIVE, EmailStatus.COMPLAINT, 0))),
                Arguments.of(
                        "a later no of another entry",
                        found(
                                entry("hl-1", Status.ACTIVE, EmailStatus.FINE, 0),
                                entry("hl-2", Status.UNSUBSCRIBED, EmailStatus.FINE, 60))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withheld")
    void whoeverSaidNoIsLeftAlone(String why, BuyerCase buyerCase) {
        Decision decision = decide(buyerCase);

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHHELD);
        assertThat(decision.write()).isEmpty();
    }

    @Test
    void aMemberOfBusinessCentralIsLeftToTheirOwnTurn() {
        BuyerCase known = BuyerCase.of(change(), BUYER).onTheList(List.of()).inBusinessCentral(List.of("m-1"));

        assertThat(decide(known).outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(decide(BuyerCase.of(change(), null)).outcome()).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void anActiveEntryGetsTheOptionBesideItsOwnAndNothingElse() {
        HeyLoyaltyMember entry = entry("hl-1", Status.ACTIVE, EmailStatus.FINE, 0);
        Decision decision = decide(found(with(entry, "hobbies", "1")));

        assertThat(decision.outcome()).isEqualTo(Outcome.UPDATE);
        assertThat(decision.write()).isEqualTo(Map.of("hobbies", FieldValue.of(List.of("1", "2"))));
        assertThat(decide(found(with(entry, "hobbies", "2"))).outcome()).isEqualTo(Outcome.IN_STEP);
        assertThat(decide(found(entry, entry("hl-3", Status.ACTIVE, EmailStatus.FINE, 0)))
                        .outcome())
                .as("nobody knows which of two")
                .isEqualTo(Outcome.IN_STEP);
    }

    @Test
    void anEntryThatWasUnsubscribedBetweenLookUpAndReadingIsLeftAlone() {
        BuyerCase read = found(entry("hl-1", Status.ACTIVE, EmailStatus.FINE, 0))
                .readAgain("hl-1", entry("hl-1", Status.UNSUBSCRIBED, EmailStatus.FINE, 5));

        assertThat(decide(read).outcome()).isEqualTo(Outcome.WITHHELD);
    }

    @Test
    void anEntryOfAnEarlierTryIsKnownByItsTimeAndWhatItHolds() {
        Buyer announced = new Buyer("buyer-1", CONTACT, NOW, NOW, false, null, false, null);
        HeyLoyaltyMember made = new HeyLoyaltyMember(
                "hl-1", Status.ACTIVE, null, NOW, mapping().entry(CONTACT, LIST), NOW.plusSeconds(1), EmailStatus.FINE);

        assertThat(decider.isMadeByUs(of(announced, made), mapping(), LIST)).isTrue();
        assertThat(decider.isMadeByUs(of(BUYER, made), mapping(), LIST)).isFalse();
        assertThat(decider.isMadeByUs(of(announced, with(made, "firstname", "Aase")), mapping(), LIST))
                .isFalse();
        assertThat(decider.isMadeByUs(
                        of(announced, entry("hl-1", Status.ACTIVE, EmailStatus.FINE, -3600)), mapping(), LIST))
                .isFalse();
    }

    private Decision decide(BuyerCase buyerCase) {
        return decider.decide(buyerCase, mapping(), LIST);
    }

    private static BookingMapping mapping() {
        return BookingMapping.parse(
                "heybooking.yaml",
                "columns:\n  - { source: holderEmail, column: email }\n  - { source: bookingId, column: booking_id }\n"
                        + "buyers:\n  - { source: holderEmail, heyloyalty: email }\n"
                        + "  - { source: holderFirstName, heyloyalty: firstname }\n"
                        + "  - { source: holderLastName, heyloyalty: lastname }\n"
                        + "notificationList: { heyloyalty: hobbies, option: \"2\" }\n",
                MemberMapping.parse("member.yaml", "fields:\n  - { bc: email, heyloyalty: email }\n", name -> null));
    }

    private static Buyer with(boolean saidNo, String entry, boolean erased, Instant lastNo) {
        return new Buyer("buyer-1", CONTACT, NOW, null, saidNo, entry, erased, lastNo);
    }

    private static BuyerCase begun(Buyer buyer) {
        return BuyerCase.of(change(), buyer);
    }

    private static BuyerCase unknown(Buyer buyer) {
        return begun(buyer).onTheList(List.of()).inBusinessCentral(List.of());
    }

    private static BuyerCase found(HeyLoyaltyMember... entries) {
        return begun(BUYER).onTheList(List.of(entries));
    }

    private static BuyerCase of(Buyer buyer, HeyLoyaltyMember entry) {
        return begun(buyer).onTheList(List.of(entry));
    }

    private static HeyLoyaltyMember with(HeyLoyaltyMember entry, String field, String value) {
        Map<String, FieldValue> fields = new java.util.HashMap<>(entry.fields());
        fields.put(field, FieldValue.of(value));
        return new HeyLoyaltyMember(
                entry.id(), entry.status(), null, entry.updatedAt(), fields, entry.createdAt(), entry.emailStatus());
    }

    /** @param seconds after now, when it was made or unsubscribed */
    private static HeyLoyaltyMember entry(String id, Status status, EmailStatus emailStatus, long seconds) {
        Instant then = NOW.plusSeconds(seconds);
        Instant ended = status == Status.UNSUBSCRIBED ? then : null;
        return new HeyLoyaltyMember(
                id, status, ended, then, Map.of("email", FieldValue.of("aase@example.dk")), then, emailStatus);
    }

    private static Change change() {
        return new Change(Direction.BUYER, "buyer-1", "", "booking", 1, "token", 0);
    }
}
