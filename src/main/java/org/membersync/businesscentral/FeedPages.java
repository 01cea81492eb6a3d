package org.membersync.businesscentral;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.membersync.businesscentral.FeedRow.AttributeRow;
import org.membersync.businesscentral.FeedRow.MemberRow;
import org.membersync.businesscentral.FeedRow.MembershipEntryRow;
import org.membersync.businesscentral.FeedRow.MembershipRow;
import org.membersync.failure.TransientException;

/** Reads the pages and single rows of feeds. */
public final class FeedPages {

    private static final int MEMBER_TABLE = 6060126;

    /**
     * The rows of an answer and where it goes on.
     *
     * @throws TransientException with reason {@code malformed-answer} when a needed column is missing
     */
    public FeedPage read(Feed feed, JsonNode answer) {
        JsonNode values = answer.path("value");
        if (!values.isArray()) {
            throw new TransientException(
                    "malformed-answer",
                    "Business Central's feed " + feed.entitySet()
                            + " answered without rows (no array \"value\"): check that"
                            + " membersync.business-central.api-url leads to Business Central's API",
                    null);
        }
        List<FeedRow> rows = new ArrayList<>(values.size());
        values.forEach(row -> rows.add(readRow(feed, row)));
        String link = answer.path("@odata.nextLink").asText("");
        return new FeedPage(rows, link.isBlank() ? Optional.empty() : Optional.of(link));
    }

    /** A single row, as {@link BusinessCentralRequests#memberRow} and {@link BusinessCentralRequests#membershipRow} get it. */
    public FeedRow readRow(Feed feed, JsonNode row) {
        RowColumns columns = new RowColumns(feed, row);
        return switch (feed) {
            case MM_MEMBER -> member(columns);
            case MM_MEMBERSHIPS -> membership(columns);
            case MM_MEMBERSHIP_ENTRIES -> entry(columns);
            case ATTRIBUTE_VALUE_SETS -> attribute(columns);
        };
    }

    private static MemberRow member(RowColumns columns) {
        return new MemberRow(
                columns.id("id"),
                columns.number("systemRowVersion"),
                columns.modifiedAt("lastModifiedDateTime"),
                columns.integer("entryNo"),
                columns.text("externalMemberNo"),
                columns.text("countryCode"),
                columns.has("phoneNo") ? columns.text("phoneNo") : "",
                Options.newsletter(columns.text("newsletter")),
                columns.instantOrNull("createdDatetime"));
    }

    private static MembershipRow membership(RowColumns columns) {
        return new MembershipRow(
                columns.id("id"),
                columns.number("systemRowVersion"),
                columns.modifiedAt("lastModifiedDateTime"),
                columns.integer("entryNo"),
                columns.text("externalMembershipNo"),
                columns.text("membershipCode"));
    }

    private static MembershipEntryRow entry(RowColumns columns) {
        boolean stamped = columns.has("lastModifiedDateTimeFilter");
        return new MembershipEntryRow(
                columns.id("id"),
                columns.number("systemRowVersion"),
                columns.modifiedAt(stamped ? "lastModifiedDateTimeFilter" : "lastModifiedDateTime"),
                columns.integer("entryNo"),
                columns.integer("membershipEntryNo"),
                columns.text("itemNo"),
                columns.dateOrNull("validFromDate"),
                columns.dateOrNull("validUntilDate"),
                columns.truth("blocked"));
    }

    private static AttributeRow attribute(RowColumns columns) {
        int tableId = columns.integer("tableID");
        String key = columns.text("mdrCodePK");
        boolean ofMember = tableId == MEMBER_TABLE && key.matches("[0-9]{1,9}");
        return new AttributeRow(
                columns.id("systemId"),
                columns.modifiedAt("systemModifiedAt").toEpochMilli(),
                columns.modifiedAt("systemModifiedAt"),
                tableId,
                ofMember ? Integer.parseInt(key) : -1);
    }
}
