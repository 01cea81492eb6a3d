package org.membersync.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.member.GdprApproval;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;

class SimulatedRetailFrontTest {

    private static final LocalDate TODAY = LocalDate.now();
    private final SimulatedBusinessCentral bc = SimulatedBusinessCentral.start(0);
    private final Http http = new Http().header("x-np-api-key", DemoConfiguration.NP_API_KEY);
    private final String root = bc.retailApiUrl() + "/membership";
    private String number;
    private String id;

    @BeforeEach
    void addMember() {
        number = bc.add(NewMember.named("Bjørn", "Ærø", "bjoern@example.dk")
                .membership(NewMembership.current("GOLD", TODAY))
                .attribute("SPORT", "FOOTBALL"));
        id = truth().id();
    }

    @AfterEach
    void stop() {
        bc.close();
    }

    private Member truth() {
        return bc.member(number).orElseThrow();
    }

    @Test
    void readsAMemberWithMembershipsAndConsent() {
        bc.consent(number, GdprApproval.REJECTED);
        JsonNode member = http.get(root + "/member/" + id.toUpperCase(java.util.Locale.ROOT))
                .json()
                .get("member");
        assertThat(member.get("memberNumber").asText()).isEqualTo(number);
        assertThat(member.get("newsletter").asText()).isEqualTo("yes");
        assertThat(member.has("blockedAt")).isFalse();
        assertThat(member.at("/memberships/0/gdprConsent").asText()).isEqualTo("rejected");
        assertThat(member.at("/memberships/0/membership/validUntilDate").asText())
                .isEqualTo(TODAY.minusMonths(2).plusYears(1).minusDays(1).toString());
        assertThat(member.at("/memberships/0/membership/cards")).hasSize(1);
        assertThat(member.at("/attributes/0/value").asText()).isEqualTo("FOOTBALL");
        assertThat(http.get(root.replace("%20", "+").replace("/membership", "/MEMBERSHIP") + "/member/" + id)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answersUnknownIdsWith400AndUnknownRoutesWith404() {
        Http.Reply reply = http.get(root + "/member/" + number);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("code").asText()).isEqualTo("generic_error");
        assertThat(reply.json().get("message").asText()).isEqualTo("Invalid member ID");
        assertThat(http.get(root + "/nope/" + id + "/x").status()).isEqualTo(404);
        assertThat(http.get(root + "?membershipNumber=MS0").status()).isEqualTo(404);
        bc.permissionSetMissing(true);
        assertThat(http.get(root + "/member/" + id).json().get("message").asText())
                .isEqualTo("Missing permissions: NPR API Membership");
    }

    @Test
    void echoesEachPatchWithTwoRowVersionsAlsoWhenNothingChanges() {
        long before = bc.rowVersion();
        Http.Reply reply =
                http.json("PATCH", root + "/member/" + id, "{\"member\":{\"firstName\":\"Bjørn\",\"lastName\":null}}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("member").has("memberships")).isFalse();
        assertThat(bc.rowVersion()).isEqualTo(before + 2);
        assertThat(truth().lastName()).isEqualTo("Ærø");
    }

    @Test
    void ignoresConsentAndCountryOfAPatch() {
        http.json(
                "PATCH",
                root + "/member/" + id,
                "{\"member\":{\"gdprConsent\":\"rejected\",\"country\":\"Sweden\",\"newsletter\":\"no\",\"address\":\"\","
                        + "\"email\":\"NY@Example.dk\",\"postCode\":\"8000\",\"city\":\"Nowhere\"}}");
        assertThat(truth().memberships().get(0).gdprApproval()).isEqualTo(GdprApproval.ACCEPTED);
        assertThat(truth().countryCode()).isEqualTo("DK");
        assertThat(truth().newsletter()).isEqualTo(Newsletter.NO);
        assertThat(truth().email()).isEqualTo("ny@example.dk");
        assertThat(truth().city()).isEqualTo("Aarhus C");
    }

    @Test
    void makesAMembershipAndAddsAMember() {
        Http.Reply made = http.json("POST", root, "{\"itemNumber\":\"MM-SILVER\"}");
        assertThat(made.status()).isEqualTo(201);
        String membership = made.json().at("/membership/membershipId").asText();
        String body =
                "{\"member\":{\"firstName\":\"Dagny\",\"email\":\"dagny@example.dk\",\"gdprConsent\":\"accepted\","
                        + "\"newsletter\":\"yes\",\"country\":\"denmark\"}}";
        Http.Reply added = http.json("POST", root + "/" + membership + "/addMember", body);
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().at("/member/cards")).hasSize(1);
        Member member = bc.membersByEmail("dagny@example.dk").get(0);
        assertThat(member.countryCode()).isEqualTo("DK");
        assertThat(member.memberships().get(0).gdprApproval()).isEqualTo(GdprApproval.ACCEPTED);
        assertThat(member.memberships().get(0).itemNumber()).isEqualTo("MM-SILVER");
        assertThat(http.json("POST", root + "/" + membership + "/addMember", body)
                        .json()
                        .get("code")
                        .asText())
                .isEqualTo("member_count_exceeded");
        String second = http.json("POST", root, "{\"itemNumber\":\"MM-GOLD\"}")
                .json()
                .at("/membership/membershipId")
                .asText();
        assertThat(http.json("POST", root + "/" + second + "/addMember", body)
                        .json()
                        .get("message")
                        .asText())
                .startsWith("[-127009] - ");
        assertThat(http.get(root + "/" + membership + "/members").json().at("/membership/members"))
                .hasSize(1);
    }

    @Test
    void keepsTheDocumentNumberOfAnOrderInTheFirstPeriod() {
        Http.Reply made = http.json("POST", root, "{\"itemNumber\":\"MM-SILVER\",\"documentNo\":\" hl-4711 \"}");
        assertThat(made.status()).isEqualTo(201);
        http.json("POST", root, "{\"itemNumber\":\"MM-SILVER\",\"documentNo\":null}");
        Http odata = new Http().header("Authorization", "Bearer " + token());
        JsonNode entries = odata.get(bc.apiUrl() + "/navipartner/powerBI/v1.0/companies(" + DemoConfiguration.COMPANY_ID
                        + ")/mmMembershipEntries?$filter=documentNo eq 'HL-4711'")
                .json()
                .get("value");
        assertThat(entries).hasSize(1);
        assertThat(entries.at("/0/documentNo").asText()).isEqualTo("HL-4711");
        assertThat(entries.at("/0/membershipCode").asText()).isEqualTo("SILVER");
    }

    private String token() {
        return new Http()
                .send(
                        "POST",
                        bc.tokenUrl(),
                        "application/x-www-form-urlencoded",
                        "grant_type=client_credentials&client_id=" + DemoConfiguration.CLIENT_ID + "&client_secret="
                                + DemoConfiguration.CLIENT_SECRET
                                + "&scope=https%3A%2F%2Fapi.businesscentral.dynamics.com%2F.default")
                .json()
                .get("access_token")
                .asText();
    }

    @Test
    void refusesADocumentNumberOfMoreThan20Characters() {
        long before = bc.rowVersion();
        Http.Reply reply =
                http.json("POST", root, "{\"itemNumber\":\"MM-SILVER\",\"documentNo\":\"" + "x".repeat(21) + "\"}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").asText()).contains("21").contains("20");
        assertThat(bc.rowVersion()).isEqualTo(before);
    }

    @Test
    void listsTheItemsThatSellAMembership() {
        JsonNode catalog = http.get(root + "/catalog").json();
        assertThat(catalog.get("storeCode").asText()).isEmpty();
        assertThat(catalog.get("items"))
                .extracting(item -> item.get("itemNumber").asText() + " "
                        + item.get("type").asText() + " "
                        + item.get("membershipCode").asText())
                .containsExactly(
                        "MM-SILVER newMembership SILVER",
                        "MM-GOLD newMembership GOLD",
                        "MM-LIFETIME newMembership LIFETIME");
        JsonNode one = http.get(root + "/catalog/KBH?itemNumber=MM-GOLD").json();
        assertThat(one.get("storeCode").asText()).isEqualTo("KBH");
        assertThat(one.get("items")).hasSize(1);
        assertThat(http.get(root + "/catalog?itemNumber=NOPE").json().get("items"))
                .isEmpty();
    }

    @Test
    void findsMembersByEmail() {
        JsonNode found = http.get(root + "/member?email=BJOERN@example.dk&withDetails=true")
                .json();
        assertThat(found.at("/members/0/memberships/0/role").asText()).isEqualTo("membershipAdmin");
        assertThat(http.get(root + "/member?email=x@example.dk").json().get("members"))
                .isEmpty();
        assertThat(http.get(root + "/member").status()).isEqualTo(400);
    }

    @Test
    void setsAndDeletesAttributesWithoutTouchingTheMember() {
        String path = root + "/member/" + id + "/attributes";
        JsonNode rows = http.json("POST", path, "{\"attributes\":[{\"code\":\"interests\",\"value\":\"MUSIC,BOOKS\"}]}")
                .json();
        assertThat(truth().attributes()).containsEntry("INTERESTS", "MUSIC,BOOKS");
        String row = rows.at("/attributes/0/id").asText();
        assertThat(http.json("DELETE", path, "{\"attributeIds\":[\"" + row + "\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(truth().attributes()).doesNotContainKey("SPORT");
        assertThat(http.json("POST", path, "{\"attributes\":[{\"code\":\"NOPE\",\"value\":\"1\"}]}")
                        .status())
                .isEqualTo(400);
        assertThat(http.get(root + "/member/attributes").json()).hasSize(2);
    }

    @Test
    void blocksAnonymisesAndDeletes() {
        assertThat(http.json("POST", root + "/member/" + id + "/block", "").status())
                .isEqualTo(200);
        assertThat(http.get(root + "/member/" + id).json().get("member").has("blockedAt"))
                .isTrue();
        bc.anonymise(number);
        assertThat(truth().firstName()).isEqualTo("------");
        assertThat(truth().email()).startsWith(number + "@anon.").endsWith(".navipartner.com");
        bc.delete(number);
        assertThat(http.get(root + "/member/" + id).status()).isEqualTo(400);
    }

    @Test
    void refusesTooLongTexts() {
        Http.Reply reply =
                http.json("PATCH", root + "/member/" + id, "{\"member\":{\"firstName\":\"" + "x".repeat(51) + "\"}}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(truth().firstName()).isEqualTo("Bjørn");
    }

    @Test
    void refusesMoreCallsThanTheLimit() {
        bc.rateLimit(2, null);
        http.get(root + "/member/" + id);
        http.get(root + "/member/" + id);
        Http.Reply reply = http.get(root + "/member/" + id);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.response().headers().firstValue("Retry-After")).isEmpty();
    }
}
