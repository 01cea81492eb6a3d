package org.membersync.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessCentralEventsTest {

    private static final String STATE = "hemmelig-tilstand-æøå";
    private static final String COMPANY = "b7a1f3c4-2d5e-4f60-8a91-0c3e5d7f9b21";
    private static final String MEMBER = "11111111-2222-4333-8444-555555555555";
    private static final String MEMBERSHIP = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

    private final BusinessCentralEvents events = new BusinessCentralEvents(STATE, COMPANY.toUpperCase());

    @Test
    void readsABusinessEventAloneAndSeveralInAnArray() {
        String added = event(
                STATE,
                COMPANY,
                "{\"membershipId\":\"%s\",\"memberId\":\"%s\",\"memberRole\":\"member\"}"
                        .formatted(MEMBERSHIP, MEMBER));

        assertThat(events.read(added)).isEqualTo(events.read("{\"value\":[" + added + "," + added + "]}"));
        assertThat(events.read(added).memberIds()).containsExactly(MEMBER);
        assertThat(events.read(added).membershipIds()).containsExactly(MEMBERSHIP);
    }

    @Test
    void readsIdsInTheSpellingOfTheFeeds() {
        String updated = event(STATE, COMPANY, "{\"memberId\":\"" + MEMBER.toUpperCase() + "\"}");

        assertThat(events.read(updated).memberIds()).containsExactly(MEMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "updated", "deleted"})
    void readsTheRowOfANotification(String changeType) {
        ChangeHint hint = events.read("{\"value\":[%s,%s,%s]}"
                .formatted(
                        notification(changeType, "mmMember(" + MEMBER + ")"),
                        notification(changeType, "mmMemberships(" + MEMBERSHIP + ")"),
                        notification(changeType, "mmMembershipEntries(" + COMPANY + ")")));

        assertThat(hint.memberIds()).containsExactly(MEMBER);
        assertThat(hint.membershipIds()).containsExactly(MEMBERSHIP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mmMember?$filter=lastModifiedDateTime%20gt%202024-02-29T11:59:59Z",
                "mmMember(soeren@example.dk)",
                "customers(" + MEMBER + ")",
                ""
            })
    void namesNobodyWhenOnlyTheFeedsCanTell(String resource) {
        ChangeHint hint = events.read(notification("collection", resource));

        assertThat(hint.memberIds()).isEmpty();
        assertThat(hint.membershipIds()).isEmpty();
    }

    @Test
    void leavesOutWhatIsNoIdAndWhatIsOfAnotherCompany() {
        String other = "cccccccc-2d5e-4f60-8a91-0c3e5d7f9b21";

        assertThat(events.read(event(STATE, COMPANY, "{\"memberId\":\"soeren@example.dk\"}"))
                        .memberIds())
                .isEmpty();
        assertThat(events.read(event(STATE, other, "{\"memberId\":\"" + MEMBER + "\"}"))
                        .memberIds())
                .isEmpty();
        assertThat(events.read(notification("updated", "mmMember(" + MEMBER + ")")
                                .replace(COMPANY, other))
                        .memberIds())
                .isEmpty();
        assertThat(events.read(event(STATE, "", "{\"memberId\":\"" + MEMBER + "\"}"))
                        .memberIds())
                .as("no company told")
                .containsExactly(MEMBER);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"hemmelig-tilstand-æø", "hemmelig-tilstand-æøåx", "HEMMELIG-TILSTAND-ÆØÅ"})
    void believesNobodyWithAnotherClientState(String state) {
        assertThatThrownBy(() -> events.read(event(state, COMPANY, "{\"memberId\":\"" + MEMBER + "\"}")))
                .isInstanceOf(UnprovenEventException.class)
                .hasMessageContaining("MEMBERSYNC_WEBHOOKS_BUSINESSCENTRALCLIENTSTATE")
                .hasMessageNotContaining(STATE);
    }

    @Test
    void takesOnlyTheEventsThatAreProven() {
        String ours = event(STATE, COMPANY, "{\"memberId\":\"" + MEMBER + "\"}");
        String old = event("of last year", COMPANY, "{\"memberId\":\"" + COMPANY + "\"}");

        assertThat(events.read("{\"value\":[" + old + "," + ours + "]}").memberIds())
                .containsExactly(MEMBER);
    }

    @Test
    void believesNobodyWithoutAClientStateOfItsOwn() {
        BusinessCentralEvents off = new BusinessCentralEvents("", COMPANY);

        assertThatThrownBy(() -> off.read(event("", COMPANY, "{}"))).isInstanceOf(UnprovenEventException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soeren@example.dk",
                "[]",
                "{\"value\":[",
                "{}",
                "{\"value\":[]}",
                "{\"value\":[\"soeren@example.dk\"]}",
                "{\"value\":[{\"name\":\"soeren\"}]}"
            })
    void refusesWhatIsNoEventWithoutQuotingIt(String body) {
        assertThatThrownBy(() -> events.read(body))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageNotContaining("soeren");
    }

    private static String event(String state, String companyId, String payload) {
        return """
                {"appId":"992c2309-cca4-43cb-9e41-911f482ec088","clientState":%s,"eventName":"memberDetails_updated",
                 "eventVersion":"1.0","timestamp":"2024-02-29T12:00:00Z","companyName":"Skovmuseet","companyId":"%s",
                 "initiatingUserAADObjectId":"00000000-0000-0000-0000-000000000000","payload":%s}""".formatted(state == null ? "null" : "\"" + state + "\"", companyId, payload);
    }

    private static String notification(String changeType, String row) {
        return """
                {"subscriptionId":"9a1b","clientState":"%s","expirationDateTime":"2024-03-03T12:00:00Z",
                 "resource":"https://bc.example.dk/v2.0/api/navipartner/powerBI/v1.0/companies(%s)/%s",
                 "changeType":"%s","lastModifiedDateTime":"2024-02-29T12:00:00Z"}""".formatted(STATE, COMPANY, row, changeType);
    }
}
