package org.membersync.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.failure.PermanentException;

class BusinessCentralRequestsTest {

    private static final String API = "https://api.businesscentral.example.dk/v2.0/tenant/production/api";
    private static final String PAGES = "/navipartner/powerBI/v1.0/companies(c-1)/";

    private final BusinessCentralRequests requests = new BusinessCentralRequests("c-1", 500, API);

    @Test
    void readsFeedByRowVersionFromThePositionOn() {
        BusinessCentralRequest request = requests.firstPage(Feed.MM_MEMBER, 4711);

        assertThat(request.front()).isEqualTo(Front.ODATA);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo(PAGES + "mmMember");
        assertThat(request.query())
                .startsWith("$filter=systemRowVersion%20ge%204711&$orderby=systemRowVersion&$select=id,entryNo,")
                .doesNotContain("emailAddress", " ");
        assertThat(request.headers())
                .containsEntry("Prefer", "odata.maxpagesize=500")
                .containsEntry("Accept-Language", "en-US");
    }

    @Test
    void readsAttributeFeedByTime() {
        BusinessCentralRequest request = requests.firstPage(Feed.ATTRIBUTE_VALUE_SETS, 1772360130123L);

        assertThat(plain(request.query()))
                .startsWith("$filter=systemModifiedAt ge 2026-03-01T10:15:30.123Z&$orderby=systemModifiedAt&");
    }

    @Test
    void readsEverythingFromPositionZero() {
        assertThat(requests.firstPage(Feed.MM_MEMBERSHIPS, 0).query())
                .startsWith("$orderby=systemRowVersion&")
                .doesNotContain("$filter");
    }

    @Test
    void asksForTheNewestRowAlone() {
        assertThat(plain(requests.newestRow(Feed.MM_MEMBER).query()))
                .startsWith("$top=1&$orderby=systemRowVersion desc&");
    }

    @Test
    void followsLinkBelowTheApi() {
        BusinessCentralRequest request =
                requests.nextPage(Feed.MM_MEMBER, API + PAGES + "mmMember?$select=id&$skiptoken=a%20b");

        assertThat(request.path()).isEqualTo(PAGES + "mmMember");
        assertThat(request.query()).isEqualTo("$select=id&$skiptoken=a%20b");
        assertThat(request.headers()).containsEntry("Prefer", "odata.maxpagesize=500");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.dk/v2.0/tenant/production/api/x?y=MARKER",
                "http://api.businesscentral.example.dk/v2.0/tenant/production/api/x",
                "https://api.businesscentral.example.dk:8443/v2.0/tenant/production/api/x",
                "https://api.businesscentral.example.dk@evil.example.dk/v2.0/tenant/production/api/x",
                "https://user@api.businesscentral.example.dk/v2.0/tenant/production/api/x",
                "https://api.businesscentral.example.dk.evil.dk/v2.0/tenant/production/api/x",
                "https://api.businesscentral.example.dk/v2.0/tenant/production/apix/x",
                "https://api.businesscentral.example.dk/v2.0/tenant/production/api/../../other",
                "https://api.businesscentral.example.dk/v2.0/tenant/production/api/%2e%2E/other",
                "//evil.example.dk/v2.0/tenant/production/api/x",
                "/v2.0/tenant/production/api/x",
                "mailto:a",
                "::",
                ""
            })
    void refusesLinkElsewhere(String link) {
        assertThatThrownBy(() -> requests.nextPage(Feed.MM_MEMBER, link))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("mmMember")
                .hasMessageContaining("MEMBERSYNC_BUSINESSCENTRAL_APIURL")
                .hasMessageNotContaining("MARKER");
    }

    @Test
    void readsMemberFromTheRetailFrontWithPinnedVersion() {
        BusinessCentralRequest request = requests.member("a1/b");

        assertThat(request.front()).isEqualTo(Front.RETAIL);
        assertThat(request.path()).isEqualTo("/membership/member/a1%2Fb");
        assertThat(request.headers()).containsOnlyKeys("x-api-version");
    }

    @Test
    void readsRowFromThePrimaryDatabase() {
        BusinessCentralRequest request = requests.memberRow("a1");

        assertThat(request.path()).isEqualTo(PAGES + "mmMember(a1)");
        assertThat(request.headers()).containsEntry("Data-Access-Intent", "ReadWrite");
        assertThat(requests.membershipRow("s1").path()).isEqualTo(PAGES + "mmMemberships(s1)");
    }

    @Test
    void quotesNumberInFilter() {
        assertThat(plain(requests.memberByNumber("O'1").query())).startsWith("$filter=externalMemberNo eq 'O''1'&");
        assertThat(plain(requests.memberByEntryNo(7).query())).startsWith("$filter=entryNo eq 7&");
        assertThat(plain(requests.membershipByEntryNo(8).query())).startsWith("$filter=entryNo eq 8&");
        assertThat(plain(requests.entriesOfMembership(9).query())).startsWith("$filter=membershipEntryNo eq 9&");
    }

    @Test
    void knowsTheShortLists() {
        assertThat(requests.countries().path()).isEqualTo("/v2.0/companies(c-1)/countriesRegions");
        assertThat(requests.companies().path()).isEqualTo("/v2.0/companies");
        assertThat(requests.collectStores().path())
                .isEqualTo("/navipartner/clickAndCollect/v1.0/companies(c-1)/collectStores");
        assertThat(requests.membershipSetups().path()).isEqualTo(PAGES + "mmMembershipSetups");
        assertThat(requests.attributeDefinitions().path()).isEqualTo("/membership/member/attributes");
        assertThat(requests.membershipMembers("s1").path()).isEqualTo("/membership/s1/members");
    }

    @Test
    void showsNoQueryInItsText() {
        assertThat(requests.memberByNumber("M1")).hasToString("GET member M1");
    }

    private static String plain(String query) {
        return URLDecoder.decode(query, StandardCharsets.UTF_8);
    }
}
