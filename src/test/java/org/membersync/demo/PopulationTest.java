package org.membersync.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.membersync.member.GdprApproval;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Membership;
import org.membersync.member.Newsletter;

class PopulationTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private final SimulatedBusinessCentral bc = SimulatedBusinessCentral.start(0);
    private final SimulatedHeyLoyalty hl = SimulatedHeyLoyalty.start(0);

    @AfterEach
    void stop() {
        bc.close();
        hl.close();
    }

    @Test
    void holdsEveryKindOfMember() {
        new Population(1, 100, TODAY).fill(bc, hl);
        List<Member> members = bc.members();
        assertThat(members).hasSize(100);
        assertThat(members)
                .anyMatch(
                        member -> member.email().isEmpty() && !member.phoneNo().isEmpty());
        assertThat(members)
                .anyMatch(member -> member.email().isEmpty() && member.phoneNo().isEmpty());
        assertThat(members).anyMatch(Member::blocked);
        assertThat(members).extracting(Member::newsletter).contains(Newsletter.values());
        assertThat(members).anyMatch(member -> member.memberships().size() == 2);
        assertThat(members).anyMatch(member -> member.firstName().startsWith("---"));
        assertThat(members).extracting(Member::countryCode).contains("DK", "SE", "DE");
        List<Membership> memberships = members.stream()
                .flatMap(member -> member.memberships().stream())
                .toList();
        assertThat(memberships)
                .extracting(Membership::gdprApproval)
                .contains(GdprApproval.PENDING, GdprApproval.REJECTED, GdprApproval.ACCEPTED);
        assertThat(memberships).extracting(Membership::validUntil).contains(null, LocalDate.of(9999, 12, 31));
        assertThat(hl.members()).anyMatch(HeyLoyaltyMember::isActive).anyMatch(member -> !member.isActive());
        assertThat(hl.members())
                .extracting(one -> one.field("email").text())
                .allMatch(email -> bc.membersByEmail(email).size() == 1);
    }

    @Test
    void isTheSameForTheSameSeed() {
        new Population(7, 60, TODAY).fill(bc, hl);
        try (SimulatedBusinessCentral other = SimulatedBusinessCentral.start(0);
                SimulatedHeyLoyalty otherList = SimulatedHeyLoyalty.start(0)) {
            new Population(7, 60, TODAY).fill(other, otherList);
            assertThat(other.members().stream().map(Member::email).toList())
                    .isEqualTo(bc.members().stream().map(Member::email).toList());
            assertThat(other.members())
                    .extracting(Member::id)
                    .isEqualTo(bc.members().stream().map(Member::id).toList());
            assertThat(otherList.members())
                    .extracting(HeyLoyaltyMember::id)
                    .isEqualTo(hl.members().stream().map(HeyLoyaltyMember::id).toList());
        }
    }

    @Test
    void livesWithoutTellingPersonalData() {
        new Population(1, 50, TODAY).fill(bc, hl);
        hl.addWebhook("http://127.0.0.1:1/webhooks/heyloyalty", List.of("subscribe", "update", "unsubscribe"));
        hl.sendWebhooks(
                WebhookOptions.basic("heyloyalty", "made-up").sentByHand().losing(0.2, 1));
        Set<String> done = new TreeSet<>();
        Life life = new Life(bc, hl, 1);
        for (int i = 0; i < 300; i++) {
            String told = life.step();
            assertThat(told).matches("(Business Central|HeyLoyalty): member [0-9a-f-]+ [A-Za-z_ ]+");
            done.add(told.replaceAll("member [0-9a-f-]+ ", ""));
        }
        assertThat(done)
                .contains(
                        "HeyLoyalty: subscribed",
                        "HeyLoyalty: changed the address",
                        "HeyLoyalty: moved to another city",
                        "HeyLoyalty: told the favourite sport",
                        "HeyLoyalty: unsubscribed",
                        "HeyLoyalty: subscribed again",
                        "HeyLoyalty: unsubscribed and the webhook got lost so that only the poll can tell");
        assertThat(bc.members()).hasSizeGreaterThan(50);
        assertThat(hl.violations()).isEmpty();
    }

    @Test
    void servesTensOfThousandsOfMembers() {
        Population.addEligible(bc, 20_000, TODAY);
        Http http = new Http()
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                (DemoConfiguration.CLIENT_ID + ":" + DemoConfiguration.CLIENT_SECRET)
                                                        .getBytes(StandardCharsets.UTF_8)))
                .header("Prefer", "odata.maxpagesize=1000");
        String url = bc.apiUrl() + "/navipartner/powerBI/v1.0/companies(" + DemoConfiguration.COMPANY_ID
                + ")/mmMember?$orderby=systemRowVersion";
        int rows = 0;
        while (url != null) {
            Http.Reply page = http.get(url);
            rows += page.json().get("value").size();
            url = page.json().path("@odata.nextLink").asText(null);
        }
        assertThat(rows).isEqualTo(20_000);
        assertThat(bc.calls().count("odata.mmMember")).isEqualTo(20);
    }
}
