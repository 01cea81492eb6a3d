package org.membersync.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.member.GdprApproval;
import org.membersync.member.Newsletter;

class SimulatedBusinessCentralFeedTest {

    private static final LocalDate TODAY = LocalDate.now();
    private final SimulatedBusinessCentral bc = SimulatedBusinessCentral.start(0);
    private final Http http = new Http();
    private String pages;
    private String members;

    @BeforeEach
    void logIn() {
        Http.Reply token = http.send(
                "POST",
                bc.tokenUrl(),
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials&client_id=" + DemoConfiguration.CLIENT_ID + "&client_secret="
                        + DemoConfiguration.CLIENT_SECRET
                        + "&scope=https%3A%2F%2Fapi.businesscentral.dynamics.com%2F.default");
        assertThat(token.status()).isEqualTo(200);
        http.header(
                "Authorization", "Bearer " + token.json().get("access_token").asText());
        pages = bc.apiUrl() + "/navipartner/powerBI/v1.0/companies(" + DemoConfiguration.COMPANY_ID + ")/";
        members = pages + "mmMember";
    }

    @AfterEach
    void stop() {
        bc.close();
    }

    private String add(String name) {
        return bc.add(NewMember.named(name, "Sørensen", name + "@example.dk")
                .membership(NewMembership.current("GOLD", TODAY)));
    }

    private List<String> names(Http.Reply reply) {
        List<String> names = new ArrayList<>();
        reply.json().get("value").forEach(row -> names.add(row.get("firstName").asText()));
        return names;
    }

    @Test
    void refusesAWrongSecretAndAnUnknownToken() {
        Http.Reply refused = new Http()
                .send(
                        "POST",
                        bc.tokenUrl(),
                        "application/x-www-form-urlencoded",
                        "grant_type=client_credentials&client_id=x&client_secret=y");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().get("error").asText()).isEqualTo("invalid_client");

        bc.expireTokens();
        Http.Reply expired = http.get(members);
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.json().at("/error/code").asText()).isEqualTo("Authentication_InvalidCredentials");
        assertThat(bc.calls().count("token")).isEqualTo(2);
    }

    @Test
    void pagesThroughTheFeedInTheOrderOfRowVersions() {
        for (int i = 0; i < 7; i++) {
            add("navn" + i);
        }
        bc.newsletter("100001", Newsletter.NO);
        http.header("Prefer", "odata.maxpagesize=3");
        List<String> seen = new ArrayList<>();
        String url = members + "?$filter=systemRowVersion gt 0&$orderby=systemRowVersion";
        while (url != null) {
            Http.Reply page = http.get(url);
            assertThat(page.response().headers().firstValue("Date")).isPresent();
            seen.addAll(names(page));
            url = page.json().path("@odata.nextLink").asText(null);
        }
        assertThat(seen).containsExactly("navn1", "navn2", "navn3", "navn4", "navn5", "navn6", "navn0");
        assertThat(bc.calls().count("odata.mmMember")).isEqualTo(3);
    }

    @Test
    void showsEmptyValuesAndOptionsAsTheContractSays() {
        bc.add(new NewMember().with(edit -> edit.firstName("Åse")));
        JsonNode row = http.get(members).json().at("/value/0");
        assertThat(row.get("birthday").asText()).isEqualTo("0001-01-01");
        assertThat(row.get("gender").asText()).isEqualTo("_x0020_");
        assertThat(row.get("systemRowVersion").isNumber()).isTrue();
        assertThat(row.has("address")).isFalse();
        bc.optionSpelling(OptionSpelling.NAMES);
        assertThat(http.get(members).json().at("/value/0/gender").asText()).isEqualTo("NOT_SPECIFIED");
        bc.optionSpelling(OptionSpelling.CAPTIONS);
        assertThat(http.get(members).json().at("/value/0/gender").asText()).isEqualTo(" ");
    }

    @Test
    void filtersByTimeKeyAndText() {
        add("anna");
        String number = add("bo");
        JsonNode row = http.get(members + "?$filter=externalMemberNo eq '" + number + "'")
                .json()
                .at("/value/0");
        assertThat(row.get("firstName").asText()).isEqualTo("bo");
        assertThat(names(http.get(members + "?$filter=id eq " + row.get("id").asText())))
                .containsExactly("bo");
        assertThat(names(http.get(members + "?$filter=lastModifiedDateTime ge "
                        + row.get("lastModifiedDateTime").asText() + " and entryNo gt 0")))
                .contains("bo");
        JsonNode keys = http.get(members + "?$select=id&$orderby=id&$top=1").json();
        assertThat(keys.at("/value/0").size()).isEqualTo(2);
        assertThat(keys.has("@odata.nextLink")).isFalse();
        String entryNo = row.get("entryNo").asText();
        assertThat(http.get(pages + "mmMemberCard?$filter=memberEntryNo eq " + entryNo)
                        .json()
                        .get("value"))
                .hasSize(1);
    }

    @Test
    void refusesWhatThePagesDoNotOffer() {
        assertThat(http.json("POST", members, "{}").status()).isEqualTo(405);
        assertThat(http.get(members + "s").status()).isEqualTo(404);
        assertThat(http.get(members + "?$filter=address eq 'x'").status()).isEqualTo(400);
        assertThat(http.get(members + "?$filter=city eq 'x' or blocked eq true")
                        .json()
                        .at("/error/message")
                        .asText())
                .contains("OR");
        assertThat(http.get(members + "?$filter=systemRowVersion gt '5'").status())
                .isEqualTo(400);
    }

    @Test
    void hidesConsentPeriodsAndAttributesFromTheMemberFeed() {
        String number = add("clara");
        long before = http.get(members).json().at("/value/0/systemRowVersion").asLong();
        String membership = bc.member(number).orElseThrow().memberships().get(0).number();
        bc.consent(number, GdprApproval.REJECTED);
        bc.attribute(number, "SPORT", "FOOTBALL");
        bc.renew(membership, "MM-GOLD", TODAY.plusYears(1), TODAY.plusYears(2));
        bc.blockMembership(membership, true);
        assertThat(http.get(members).json().at("/value/0/systemRowVersion").asLong())
                .isEqualTo(before);
        assertThat(http.get(pages + "mmMembershipEntries").json().get("value")).hasSize(2);
        assertThat(http.get(pages + "mmMemberships")
                        .json()
                        .at("/value/0/blocked")
                        .asBoolean())
                .isTrue();
        assertThat(http.get(pages + "attributevaluesets")
                        .json()
                        .at("/value/0/textValue")
                        .asText())
                .isEqualTo("FOOTBALL");
    }

    @Test
    void showsALateRowWithItsOlderRowVersion() {
        String late = add("dorthe");
        String early = add("erik");
        LateChange change = bc.changeLate(late, edit -> edit.city("Odense"));
        bc.change(early, edit -> edit.city("Aarhus"));
        long highest = bc.rowVersion();
        change.commit();
        assertThat(names(http.get(members + "?$filter=systemRowVersion gt " + (highest - 1))))
                .containsExactly("erik");
        assertThat(names(http.get(members + "?$orderby=systemRowVersion"))).containsExactly("dorthe", "erik");
        assertThat(bc.member(late).orElseThrow().city()).isEqualTo("Odense");
    }

    @Test
    void readsOldDataFromALaggingReplica() {
        String number = add("freja");
        bc.replicaLagChanges(10);
        bc.change(number, edit -> edit.firstName("gry"));
        add("hans");
        assertThat(names(http.get(members))).containsExactly("freja");
        http.header("Data-Access-Intent", "ReadWrite");
        assertThat(names(http.get(members))).containsExactly("gry", "hans");
        http.header("Data-Access-Intent", "ReadOnly");
        bc.replicaLagChanges(0);
        assertThat(names(http.get(members))).containsExactly("gry", "hans");
    }

    @Test
    void numbersRowVersionsAnewAfterARestore() {
        add("ida");
        add("jens");
        long before = bc.rowVersion();
        bc.restore();
        assertThat(bc.rowVersion()).isLessThan(before);
        assertThat(names(http.get(members + "?$filter=systemRowVersion gt " + before)))
                .isEmpty();
        assertThat(names(http.get(members + "?$orderby=systemRowVersion"))).containsExactly("ida", "jens");
    }

    @Test
    void listsStoresCountriesAndCompanies() {
        String company = "/companies(" + DemoConfiguration.COMPANY_ID + ")";
        assertThat(http.get(bc.apiUrl() + "/navipartner/clickAndCollect/v1.0" + company + "/collectStores")
                        .json()
                        .get("value"))
                .hasSize(2);
        assertThat(http.get(bc.apiUrl() + "/v2.0" + company + "/countriesRegions")
                        .json()
                        .at("/value/0/code")
                        .asText())
                .isEqualTo("DK");
        assertThat(http.get(bc.apiUrl() + "/v2.0/companies")
                        .json()
                        .at("/value/0/name")
                        .asText())
                .isEqualTo(DemoConfiguration.COMPANY);
    }
}
