package org.membersync.businesscentral;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.membersync.businesscentral.FeedRow.AttributeRow;
import org.membersync.businesscentral.FeedRow.MemberRow;
import org.membersync.member.Member;

/**
 * Reads pages of {@link BusinessCentralRequests#wholePage}: what a feed shows of a person without asking for each. It does not
 * show address, store, memberships, consent and attributes of a member.
 */
public final class WholeRows {

    private final FeedPages pages = new FeedPages();

    /**
     * A member as the feed shows it.
     *
     * @param member without what the feed does not show
     */
    public record WholeMember(MemberRow row, Member member) {}

    /**
     * A value of an attribute. That the text of each kind of attribute stands in {@code textValue} is an assumption.
     *
     * @param row whose it is
     */
    public record WholeAttribute(AttributeRow row, String code, String text) {

        /** The code alone, so that a log line never holds personal data. */
        @Override
        public String toString() {
            return "value of attribute " + code;
        }
    }

    /**
     * The rows of a page and where the reading goes on.
     *
     * @param lastPosition of the last row, 0 when the page is empty
     * @param nextLink empty on the last page
     */
    public record WholePage<T>(List<T> rows, long lastPosition, Optional<String> nextLink) {

        private static <T> WholePage<T> of(FeedPage page, List<T> rows) {
            int size = page.rows().size();
            return new WholePage<>(
                    rows, size == 0 ? 0 : page.rows().get(size - 1).position(), page.nextLink());
        }
    }

    /**
     * The members of a page of {@link Feed#MM_MEMBER}.
     *
     * @throws org.membersync.failure.TransientException with reason {@code malformed-answer} when a needed column is missing
     */
    public WholePage<WholeMember> members(JsonNode answer) {
        FeedPage page = pages.read(Feed.MM_MEMBER, answer);
        List<FeedRow> rows = page.rows();
        List<WholeMember> members = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            MemberRow row = (MemberRow) rows.get(i);
            RowColumns columns =
                    new RowColumns(Feed.MM_MEMBER, answer.path("value").get(i));
            members.add(new WholeMember(row, member(row, columns)));
        }
        return WholePage.of(page, members);
    }

    private static Member member(MemberRow row, RowColumns columns) {
        return new Member(
                row.id(),
                row.number(),
                columns.truth("blocked"),
                columns.text("firstName"),
                columns.text("middleName"),
                columns.text("lastName"),
                "",
                columns.text("postCode"),
                columns.text("city"),
                row.countryCode(),
                "",
                columns.text("emailAddress"),
                row.phone(),
                Options.gender(columns.text("gender")),
                columns.dateOrNull("birthday"),
                row.newsletter(),
                List.of(),
                Map.of(),
                row.createdAt());
    }

    /**
     * The members' attributes of a page of {@link Feed#ATTRIBUTE_VALUE_SETS}; those of other tables are left out.
     *
     * @throws org.membersync.failure.TransientException with reason {@code malformed-answer} when a needed column is missing
     */
    public WholePage<WholeAttribute> attributes(JsonNode answer) {
        FeedPage page = pages.read(Feed.ATTRIBUTE_VALUE_SETS, answer);
        List<FeedRow> rows = page.rows();
        List<WholeAttribute> attributes = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            AttributeRow row = (AttributeRow) rows.get(i);
            RowColumns columns = new RowColumns(
                    Feed.ATTRIBUTE_VALUE_SETS, answer.path("value").get(i));
            if (row.memberEntryNo() >= 0) {
                attributes.add(new WholeAttribute(row, columns.text("attributeCode"), columns.text("textValue")));
            }
        }
        return WholePage.of(page, attributes);
    }
}
