package org.membersync.businesscentral;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The feeds that tell of changes, in the order they are read: what hangs on a membership first, the members last. The names
 * are keys of the stored reading positions.
 */
public enum Feed {
    MM_MEMBERSHIPS(
            "mmMemberships",
            "systemRowVersion",
            List.of(
                    "id",
                    "entryNo",
                    "externalMembershipNo",
                    "membershipCode",
                    "lastModifiedDateTime",
                    "systemRowVersion")),
    MM_MEMBERSHIP_ENTRIES(
            "mmMembershipEntries",
            "systemRowVersion",
            List.of(
                    "id",
                    "entryNo",
                    "membershipEntryNo",
                    "itemNo",
                    "validFromDate",
                    "validUntilDate",
                    "blocked",
                    "lastModifiedDateTime",
                    "lastModifiedDateTimeFilter",
                    "systemRowVersion")),
    /** Has no row version: ordered by time. */
    ATTRIBUTE_VALUE_SETS(
            "attributevaluesets", "systemModifiedAt", List.of("systemId", "tableID", "mdrCodePK", "systemModifiedAt")),
    MM_MEMBER(
            "mmMember",
            "systemRowVersion",
            List.of(
                    "id",
                    "entryNo",
                    "externalMemberNo",
                    "countryCode",
                    "phoneNo",
                    "newsletter",
                    "createdDatetime",
                    "lastModifiedDateTime",
                    "systemRowVersion"));

    private static final Map<Feed, List<String>> WHOLE = Map.of(
            MM_MEMBER,
            List.of(
                    "blocked",
                    "firstName",
                    "middleName",
                    "lastName",
                    "emailAddress",
                    "postCode",
                    "city",
                    "gender",
                    "birthday"),
            ATTRIBUTE_VALUE_SETS,
            List.of("attributeCode", "textValue"));

    private final String entitySet;
    private final String positionColumn;
    private final List<String> columns;

    Feed(String entitySet, String positionColumn, List<String> columns) {
        this.entitySet = entitySet;
        this.positionColumn = positionColumn;
        this.columns = columns;
    }

    /** The name of the API page. */
    public String entitySet() {
        return entitySet;
    }

    /** Whether positions are epoch milliseconds instead of row versions. */
    public boolean isOrderedByTime() {
        return this == ATTRIBUTE_VALUE_SETS;
    }

    String positionColumn() {
        return positionColumn;
    }

    List<String> columns() {
        return columns;
    }

    /** The columns that say who changed, and those that say what a person's data are. */
    List<String> wholeColumns() {
        return Stream.concat(columns.stream(), WHOLE.getOrDefault(this, List.of()).stream())
                .toList();
    }
}
