package org.membersync.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.membersync.decision.Agreement.Choice;
import org.membersync.decision.Agreement.Side;
import org.membersync.mapping.FieldComparison;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.FieldMapping.WhenEmpty;
import org.membersync.mapping.MappedValue;
import org.membersync.mapping.MemberMapping;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.support.MemberBuilder;

/** Which side gets which value of a field, by its direction, its owner and what an empty source does (behaviour I7, quality P8). */
class ThreeWayMergeTest {

    private static final String LINE = "{ bc: lastName, heyloyalty: lastname, ";
    private static final Instant THEN = Instant.parse("2024-02-29T10:00:00Z");

    private final ThreeWayMerge merge = new ThreeWayMerge(FieldComparison::same, Cases.NO_DUPLICATES);

    @ParameterizedTest
    @CsvSource(nullValues = "never", textBlock = """
                    # owner  , whenEmpty, agreed, BC, HL, newer      , what comes of it
                    # Only one side changed: the owner does not matter.
                    newest    , clear, A    , A , A , HL     , agreed A
                    newest    , clear, A    , B , A , HL     , HL gets B
                    newest    , clear, A    , A , C , BC     , BC gets C
                    bc        , clear, A    , A , C , BC     , BC gets C
                    heyloyalty, clear, A    , B , A , HL     , HL gets B
                    manual    , clear, A    , B , A , HL     , HL gets B
                    manual    , clear, A    , A , C , BC     , BC gets C
                    # Both changed.
                    newest    , clear, A    , B , B , BC     , agreed B
                    manual    , clear, A    , B , B , BC     , agreed B
                    newest    , clear, A    , B , C , BC     , HL gets B
                    newest    , clear, A    , B , C , HL     , BC gets C
                    newest    , clear, A    , B , C , neither, HL gets B
                    newest    , clear, A    , B , C , unknown, HL gets B
                    bc        , clear, A    , B , C , HL     , HL gets B
                    bc        , clear, A    , B , C , BC     , HL gets B
                    heyloyalty, clear, A    , B , C , HL     , BC gets C
                    heyloyalty, clear, A    , B , C , BC     , BC gets C
                    manual    , clear, A    , B , C , HL     , conflict of B and C
                    manual    , keep , A    , B , C , BC     , conflict of B and C
                    # One side is empty.
                    newest    , clear, A    , A , '', HL     , BC gets nothing
                    newest    , keep , A    , A , '', HL     , left
                    newest    , clear, A    , '', A , BC     , HL gets nothing
                    newest    , keep , A    , '', A , BC     , left
                    newest    , clear, A    , B , '', HL     , BC gets nothing
                    newest    , clear, A    , B , '', BC     , HL gets B
                    newest    , keep , A    , B , '', HL     , left
                    newest    , keep , A    , B , '', BC     , HL gets B
                    newest    , clear, A    , '', C , BC     , HL gets nothing
                    newest    , clear, A    , '', C , HL     , BC gets C
                    newest    , keep , A    , '', C , BC     , BC gets C
                    bc        , clear, A    , '', C , HL     , HL gets nothing
                    bc        , keep , A    , '', C , HL     , BC gets C
                    heyloyalty, clear, A    , B , '', BC     , BC gets nothing
                    heyloyalty, keep , A    , B , '', BC     , left
                    manual    , clear, A    , B , '', BC     , conflict of B and nothing
                    manual    , clear, A    , '', C , BC     , conflict of nothing and C
                    newest    , keep , A    , '', '', BC     , left
                    newest    , clear, A    , '', '', BC     , agreed nothing
                    # Both sides never agreed on it.
                    newest    , clear, never, B , C , HL     , HL gets B
                    newest    , clear, never, B , '', HL     , HL gets B
                    newest    , clear, never, '', C , BC     , BC gets C
                    newest    , keep , never, '', C , BC     , BC gets C
                    bc        , clear, never, B , C , HL     , HL gets B
                    heyloyalty, clear, never, B , C , BC     , BC gets C
                    heyloyalty, clear, never, B , '', BC     , HL gets B
                    manual    , clear, never, B , C , BC     , conflict of B and C
                    manual    , clear, never, '', C , BC     , BC gets C
                    """)
    void goesBothWays(
            String owner, String whenEmpty, String agreed, String ours, String theirs, String newer, String outcome) {
        FieldMapping field = field(LINE + "owner: " + owner + ", whenEmpty: " + whenEmpty + " }");

        assertThat(outcome(field, agreed, ours, theirs, newer)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "never", textBlock = """
                    # direction , whenEmpty, agreed, BC, HL, what comes of it
                    to-heyloyalty, clear, A    , A , C , HL gets A
                    to-heyloyalty, clear, A    , B , A , HL gets B
                    to-heyloyalty, clear, A    , B , C , HL gets B
                    to-heyloyalty, clear, never, B , C , HL gets B
                    to-heyloyalty, clear, A    , '', C , HL gets nothing
                    to-heyloyalty, keep , A    , '', C , left
                    to-heyloyalty, clear, A    , B , B , agreed B
                    to-bc        , clear, A    , B , A , BC gets A
                    to-bc        , clear, A    , A , C , BC gets C
                    to-bc        , clear, A    , B , C , BC gets C
                    to-bc        , clear, never, B , C , BC gets C
                    to-bc        , clear, A    , B , '', BC gets nothing
                    to-bc        , keep , A    , B , '', left
                    to-bc        , clear, A    , C , C , agreed C
                    """)
    void isWrittenInItsDirectionOnlyWhoeverIsNewer(
            String direction, String whenEmpty, String agreed, String ours, String theirs, String outcome) {
        FieldMapping field = field(LINE + "direction: " + direction + ", whenEmpty: " + whenEmpty + " }");

        assertThat(outcome(field, agreed, ours, theirs, "HL")).isEqualTo(outcome);
        assertThat(outcome(field, agreed, ours, theirs, "BC")).isEqualTo(outcome);
    }

    @Test
    void anEmptiedContactIsLeft() {
        FieldMapping email = field("{ bc: email, heyloyalty: email, owner: heyloyalty }");

        assertThat(outcome(email, "A", "A", "", "HL")).isEqualTo("left");
        assertThat(outcome(email, "A", "B", "", "HL")).isEqualTo("left");
    }

    @ParameterizedTest
    @CsvSource({
        "BUSINESS_CENTRAL, B, C, HL gets B",
        "HEYLOYALTY, B, C, BC gets C",
        "BUSINESS_CENTRAL, X, C, conflict of B and C",
        "HEYLOYALTY, B, X, conflict of B and C"
    })
    void aChoiceHoldsForTheValuesThatWereShown(Side side, String shownOurs, String shownTheirs, String outcome) {
        FieldMapping field = field(LINE + "owner: manual }");
        Choice choice = new Choice(side, FieldValue.of(shownOurs), FieldValue.of(shownTheirs));
        Agreement agreement = new Agreement(Map.of("lastname", FieldValue.of("A")), Map.of("lastname", choice), THEN);

        assertThat(outcome(field, agreement, "B", "C", THEN)).isEqualTo(outcome);
    }

    private static FieldMapping field(String line) {
        return MemberMapping.parse("mappings/member.yaml", "fields:\n  - " + line + "\n", name -> null)
                .fields()
                .get(0);
    }

    private String outcome(FieldMapping field, String agreed, String ours, String theirs, String newer) {
        Instant theirTime =
                switch (newer) {
                    case "HL" -> THEN.plusSeconds(1);
                    case "BC" -> THEN.minusSeconds(1);
                    case "neither" -> THEN;
                    default -> null;
                };
        Map<String, FieldValue> base = agreed == null ? Map.of() : Map.of(field.heyloyalty(), FieldValue.of(agreed));
        return outcome(field, new Agreement(base, Map.of(), THEN), ours, theirs, theirTime);
    }

    private String outcome(
            FieldMapping field, Agreement agreement, String ours, String theirs, Instant changedInHeyLoyalty) {
        boolean left = ours.isEmpty() && field.whenEmpty() == WhenEmpty.KEEP;
        MappedValue view =
                new MappedValue(field, left ? Optional.empty() : Optional.of(FieldValue.of(ours)), ours.isEmpty());
        MemberCase member = Cases.read(MemberBuilder.eligible().build(), Cases.active())
                .viewed(List.of(view))
                .agreed(agreement);
        HeyLoyaltyMember entry = new HeyLoyaltyMember(
                Cases.ENTRY,
                Status.ACTIVE,
                null,
                changedInHeyLoyalty,
                Map.of(field.heyloyalty(), FieldValue.of(theirs)),
                THEN,
                EmailStatus.FINE);
        return told(field, merge.merge(member, entry));
    }

    private static String told(FieldMapping field, Merged merged) {
        String name = field.heyloyalty();
        if (merged.agreed().containsKey(name)) {
            return "agreed " + told(merged.agreed().get(name));
        }
        if (merged.toHeyLoyalty().containsKey(name)) {
            return "HL gets " + told(merged.toHeyLoyalty().get(name));
        }
        if (merged.toBusinessCentral().containsKey(field)) {
            return "BC gets " + told(merged.toBusinessCentral().get(field));
        }
        Merged.Conflict conflict = merged.conflicts().get(field);
        return conflict == null
                ? "left"
                : "conflict of " + told(conflict.businessCentral()) + " and " + told(conflict.heyLoyalty());
    }

    private static String told(FieldValue value) {
        return value.isEmpty() ? "nothing" : value.text();
    }
}
