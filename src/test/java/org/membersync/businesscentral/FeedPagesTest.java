package org.membersync.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;
import org.membersync.member.Newsletter;

class FeedPagesTest {

    private static final String MEMBER = """
            {"@odata.etag":"W/\\"1\\"","id":"AB-1","entryNo":7,"externalMemberNo":"M0007","countryCode":"DK","phoneNo":"20 30 40 50",
             "newsletter":"_x0020_","createdDatetime":"2020-01-02T03:04:05Z","new":"ignored",
             "lastModifiedDateTime":"2026-03-01T10:15:30.123Z","systemRowVersion":9007199254740993}
            """;

    private final FeedPages pages = new FeedPages();

    @Test
    void readsMembersAndTheLinkToTheNextPage() {
        FeedPage page = pages.read(
                Feed.MM_MEMBER, json("{\"value\":[" + MEMBER + "],\"@odata.nextLink\":\"https://example.dk/next\"}"));

        assertThat(page.nextLink()).contains("https://example.dk/next");
        assertThat(page.rows())
                .containsExactly(new FeedRow.MemberRow(
                        "ab-1",
                        9007199254740993L,
                        Instant.parse("2026-03-01T10:15:30.123Z"),
                        7,
                        "M0007",
                        "DK",
                        "20 30 40 50",
                        Newsletter.NOT_SPECIFIED,
                        Instant.parse("2020-01-02T03:04:05Z")));
        assertThat(page.rows().toString()).doesNotContain("20 30");
    }

    @Test
    void readsAMemberWithoutPhoneNumber() {
        FeedPage page =
                pages.read(Feed.MM_MEMBER, json("{\"value\":[" + MEMBER.replace("\"20 30 40 50\"", "null") + "]}"));

        assertThat(((FeedRow.MemberRow) page.rows().get(0)).phone()).isEmpty();
    }

    @Test
    void endsWithoutLink() {
        FeedPage page = pages.read(Feed.MM_MEMBER, json("{\"value\":[]}"));

        assertThat(page.rows()).isEmpty();
        assertThat(page.nextLink()).isEmpty();
    }

    @Test
    void takesYearOneAndNullAsNoTime() {
        JsonNode row = json(MEMBER.replace("2020-01-02T03:04:05Z", "0001-01-01T00:00:00Z")
                .replace("\"2026-03-01T10:15:30.123Z\"", "null"));

        FeedRow.MemberRow member = (FeedRow.MemberRow) pages.readRow(Feed.MM_MEMBER, row);

        assertThat(member.createdAt()).isNull();
        assertThat(member.modifiedAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void readsMemberships() {
        assertThat(pages.readRow(Feed.MM_MEMBERSHIPS, json("""
                                {"id":"S-1","entryNo":3,"externalMembershipNo":"MS3","membershipCode":"GOLD",
                                 "lastModifiedDateTime":"2026-03-01T10:00:00Z","systemRowVersion":"12"}
                                """)))
                .isEqualTo(
                        new FeedRow.MembershipRow("s-1", 12, Instant.parse("2026-03-01T10:00:00Z"), 3, "MS3", "GOLD"));
    }

    @Test
    void readsMembershipEntriesByTheirTrueTime() {
        assertThat(pages.readRow(Feed.MM_MEMBERSHIP_ENTRIES, json("""
                                {"id":"e1","entryNo":5,"membershipEntryNo":3,"itemNo":"MM-GOLD","validFromDate":"2026-01-01",
                                 "validUntilDate":"0001-01-01","blocked":true,"systemRowVersion":13,
                                 "lastModifiedDateTime":"1980-01-01T00:00:00Z",
                                 "lastModifiedDateTimeFilter":"2026-03-01T10:00:00Z"}
                                """)))
                .isEqualTo(new FeedRow.MembershipEntryRow(
                        "e1",
                        13,
                        Instant.parse("2026-03-01T10:00:00Z"),
                        5,
                        3,
                        "MM-GOLD",
                        LocalDate.of(2026, 1, 1),
                        null,
                        true));
    }

    @Test
    void findsTheMemberOfAnAttribute() {
        assertThat(attribute(6060126, "42").memberEntryNo()).isEqualTo(42);
        assertThat(attribute(6060126, "42").position()).isEqualTo(1772359200000L);
        assertThat(attribute(6060127, "42").memberEntryNo()).isEqualTo(-1);
        assertThat(attribute(6060126, "X").memberEntryNo()).isEqualTo(-1);
    }

    @Test
    void namesFeedAndMissingColumn() {
        JsonNode row = json(MEMBER.replace("systemRowVersion", "other"));

        assertThatThrownBy(() -> pages.readRow(Feed.MM_MEMBER, row))
                .isInstanceOfSatisfying(TransientException.class, failure -> assertThat(failure.reason())
                        .isEqualTo("malformed-answer"))
                .hasMessageContaining("mmMember")
                .hasMessageContaining("systemRowVersion")
                .hasMessageContaining("check that NP Retail's API page offers it");
    }

    @Test
    void quotesNoUnreadableContent() {
        for (String column : new String[] {"entryNo\":7", "createdDatetime\":\"2020-01-02T03:04:05Z\""}) {
            String name = column.substring(0, column.indexOf('"'));
            JsonNode row = json(MEMBER.replace(column, name + "\":\"MARKER\""));

            assertThatThrownBy(() -> pages.readRow(Feed.MM_MEMBER, row))
                    .isInstanceOf(TransientException.class)
                    .hasMessageContaining(name)
                    .hasMessageNotContaining("MARKER")
                    .hasNoCause();
        }
    }

    @Test
    void refusesAnswerWithoutRows() {
        assertThatThrownBy(() -> pages.read(Feed.MM_MEMBER, json("{\"x\":1}")))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("membersync.business-central.api-url");
    }

    private FeedRow.AttributeRow attribute(int tableId, String key) {
        return (FeedRow.AttributeRow) pages.readRow(
                Feed.ATTRIBUTE_VALUE_SETS,
                json("{\"systemId\":\"a1\",\"tableID\":" + tableId + ",\"mdrCodePK\":\"" + key
                        + "\",\"systemModifiedAt\":\"2026-03-01T10:00:00Z\"}"));
    }

    private static JsonNode json(String text) {
        return Json.read(text).orElseThrow();
    }
}
