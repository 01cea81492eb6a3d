package org.membersync.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.membersync.demo.BusinessCentralOptions.Conflict.CONFIRM;
import static org.membersync.demo.BusinessCentralOptions.Conflict.ERROR;
import static org.membersync.demo.BusinessCentralOptions.Conflict.MERGE_MEMBER;
import static org.membersync.demo.BusinessCentralOptions.Conflict.REUSE;

import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.membersync.demo.BusinessCentralOptions.Conflict;
import org.membersync.demo.BusinessCentralOptions.Identity;
import org.membersync.member.GdprApproval;
import org.membersync.member.Member;

/** What the simulated community does when a second member has the same identity. */
class SimulatedCommunityTest {

    private static final String DAGNY =
            "{\"member\":{\"firstName\":\"Dagny\",\"email\":\"aase@example.dk\",\"phoneNo\":\"20304050\",\"gdprConsent\":\"accepted\"}}";

    private final Http http = new Http().header("x-np-api-key", DemoConfiguration.NP_API_KEY);
    private SimulatedBusinessCentral bc;
    private String root;
    private String aase;

    private void start(Identity identity, Conflict conflict) {
        bc = SimulatedBusinessCentral.start(0, BusinessCentralOptions.defaults().withCommunity(identity, conflict));
        root = bc.retailApiUrl() + "/membership";
        aase = bc.add(NewMember.named("Åse", "Ærø", "aase@example.dk")
                .with(edit -> edit.phoneNo("+4511223344"))
                .membership(NewMembership.current("GOLD", LocalDate.now())));
    }

    @AfterEach
    void stop() {
        bc.close();
    }

    private String membership() {
        return http.json("POST", root, "{\"itemNumber\":\"MM-SILVER\"}")
                .json()
                .at("/membership/membershipId")
                .asText();
    }

    private Http.Reply add(String body) {
        return http.json("POST", root + "/" + membership() + "/addMember", body);
    }

    private Member truth() {
        return bc.member(aase).orElseThrow();
    }

    private static String member(String firstName, String email, String phone) {
        return "{\"member\":{\"firstName\":\"" + firstName + "\",\"email\":\"" + email + "\",\"phoneNo\":\"" + phone
                + "\"}}";
    }

    private static String code(Http.Reply reply) {
        return reply.status() + " " + reply.json().path("code").asText();
    }

    @Test
    void reuseOverwritesTheExistingMemberAndGivesItTheRole() {
        start(Identity.EMAIL, REUSE);
        String id = truth().id();
        Http.Reply reply = add(DAGNY);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().at("/member/memberId").asText()).isEqualTo(id);
        assertThat(truth().firstName()).isEqualTo("Dagny");
        assertThat(truth().lastName()).isEqualTo("Ærø");
        assertThat(truth().memberships()).hasSize(2);
        assertThat(truth().memberships().get(1).gdprApproval()).isEqualTo(GdprApproval.ACCEPTED);
        assertThat(bc.members()).hasSize(1);
    }

    @Test
    void reuseAnswersARetryWithTheSameMember() {
        start(Identity.EMAIL, REUSE);
        String path = root + "/" + membership() + "/addMember";
        String posted = member("Bjørn", "bjoern@example.dk", "");
        String first =
                http.json("POST", path, posted).json().at("/member/memberId").asText();
        Http.Reply again = http.json("POST", path, posted);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().at("/member/memberId").asText()).isEqualTo(first);
        assertThat(again.json().at("/member/cards")).hasSize(1);
        assertThat(bc.membersByEmail("bjoern@example.dk").get(0).memberships()).hasSize(1);
    }

    @Test
    void confirmMakesADuplicateSilently() {
        start(Identity.EMAIL, CONFIRM);
        assertThat(add(DAGNY).status()).isEqualTo(201);
        assertThat(bc.membersByEmail("aase@example.dk"))
                .extracting(Member::firstName)
                .containsExactly("Åse", "Dagny");
    }

    @Test
    void mergeIsRefusedUnlessTheCallAllowsIt() {
        start(Identity.EMAIL, MERGE_MEMBER);
        String path = root + "/" + membership() + "/addMember";
        Http.Reply refused = http.json("POST", path, DAGNY);
        assertThat(code(refused)).isEqualTo("400 allow_member_merge_not_set");
        assertThat(refused.json().get("message").asText()).startsWith("[-127008] - ");
        Http.Reply merged = http.json("POST", path + "?allowMergeOnConflict=TRUE", DAGNY);
        assertThat(merged.json().at("/member/memberId").asText()).isEqualTo(truth().id());
        assertThat(truth().firstName()).isEqualTo("Dagny");
        assertThat(bc.members()).hasSize(1);
    }

    @Test
    void aMergingPatchDeletesTheOtherMemberAndMovesItsMemberships() {
        start(Identity.EMAIL, MERGE_MEMBER);
        String other = bc.add(NewMember.named("Bjørn", "Ærø", "bjoern@example.dk")
                .membership(NewMembership.current("SILVER", LocalDate.now())));
        String path = root + "/member/" + truth().id();
        String posted = "{\"member\":{\"email\":\"bjoern@example.dk\"}}";
        assertThat(code(http.json("PATCH", path, posted))).isEqualTo("400 allow_member_merge_not_set");
        assertThat(http.json("PATCH", path + "?allowMergeOnConflict=1", posted).status())
                .isEqualTo(200);
        assertThat(bc.member(other)).isEmpty();
        assertThat(truth().memberships()).hasSize(2);
        assertThat(http.get(path).json().at("/member/memberships/1/membership/cards"))
                .hasSize(1);
    }

    @Test
    void aPatchMayTakeAnotherIdentityWhereMembersAreReused() {
        start(Identity.EMAIL, REUSE);
        bc.add(NewMember.named("Bjørn", "Ærø", "bjoern@example.dk")
                .membership(NewMembership.current("SILVER", LocalDate.now())));
        http.json("PATCH", root + "/member/" + truth().id(), "{\"member\":{\"email\":\"bjoern@example.dk\"}}");
        assertThat(bc.membersByEmail("bjoern@example.dk")).hasSize(2);
    }

    @Test
    void blockedMembersAreNoConflict() {
        start(Identity.EMAIL, ERROR);
        assertThat(code(add(DAGNY))).isEqualTo("400 member_unique_id_violation");
        bc.block(aase, true);
        assertThat(add(DAGNY).status()).isEqualTo(201);
        assertThat(code(http.json("POST", root + "/member/" + truth().id() + "/unblock", "")))
                .isEqualTo("400 member_unique_id_violation");
    }

    @Test
    void emailAndPhoneMustBothBeTheSame() {
        start(Identity.EMAIL_AND_PHONE, ERROR);
        assertThat(add(DAGNY).status()).isEqualTo(201);
        assertThat(code(add(member("Dagny", "aase@example.dk", "+4511223344"))))
                .isEqualTo("400 member_unique_id_violation");
        assertThat(add(member("Dagny", "dagny@example.dk", ""))
                        .json()
                        .get("message")
                        .asText())
                .isEqualTo("Both E-Mail Address and Phone No. are required.");
    }

    @Test
    void emailOrPhoneIsEnoughToBeTheSame() {
        start(Identity.EMAIL_OR_PHONE, ERROR);
        assertThat(code(add(member("Dagny", "", "+4511223344")))).isEqualTo("400 member_unique_id_violation");
        assertThat(code(add(member("Dagny", "aase@example.dk", "")))).isEqualTo("400 member_unique_id_violation");
        assertThat(add(member("Dagny", "", "20304050")).status()).isEqualTo(201);
        assertThat(add(member("Dagny", "", "")).json().get("message").asText()).endsWith("is required.");
    }

    @Test
    void emailAndFirstNameMustBothBeTheSame() {
        start(Identity.EMAIL_AND_FIRST_NAME, ERROR);
        assertThat(add(DAGNY).status()).isEqualTo(201);
        assertThat(code(add(member("Åse", "aase@example.dk", "")))).isEqualTo("400 member_unique_id_violation");
        assertThat(code(add(member("", "dagny@example.dk", "")))).isEqualTo("400 generic_error");
    }

    @Test
    void phoneNumbersAreComparedAsTheyAreWritten() {
        start(Identity.PHONENO, ERROR);
        assertThat(code(add(member("Dagny", "", "+4511223344")))).isEqualTo("400 member_unique_id_violation");
        assertThat(add(member("Dagny", "", "11223344")).status()).isEqualTo(201);
        assertThat(add(member("Dagny", "dagny@example.dk", ""))
                        .json()
                        .get("message")
                        .asText())
                .isEqualTo("Phone No. is required.");
    }
}
