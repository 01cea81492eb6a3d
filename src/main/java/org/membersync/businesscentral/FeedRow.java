package org.membersync.businesscentral;

import java.time.Instant;
import java.time.LocalDate;
import org.membersync.member.Newsletter;

/** A row of a feed: who or what changed, and where the feed stands at it. */
public sealed interface FeedRow {

    /** The row's system id, in lower case. */
    String id();

    /** The row version, or epoch milliseconds for a feed that is ordered by time. */
    long position();

    /** When the row was changed, as Business Central stamped it; the epoch when it has no stamp. */
    Instant modifiedAt();

    /**
     * @param number the external member number
     * @param countryCode empty for none
     * @param phone as it is written in Business Central, empty for none
     * @param createdAt null when unknown
     */
    record MemberRow(
            String id,
            long position,
            Instant modifiedAt,
            int entryNo,
            String number,
            String countryCode,
            String phone,
            Newsletter newsletter,
            Instant createdAt)
            implements FeedRow {

        /** The number of the member alone, so that a log line never holds personal data. */
        @Override
        public String toString() {
            return "row of member " + number;
        }
    }

    /**
     * @param number the external membership number
     * @param code the membership code
     */
    record MembershipRow(String id, long position, Instant modifiedAt, int entryNo, String number, String code)
            implements FeedRow {}

    /**
     * @param validFrom null for none
     * @param validUntil null for none
     */
    record MembershipEntryRow(
            String id,
            long position,
            Instant modifiedAt,
            int entryNo,
            int membershipEntryNo,
            String itemNumber,
            LocalDate validFrom,
            LocalDate validUntil,
            boolean blocked)
            implements FeedRow {}

    /**
     * @param tableId the table the attribute belongs to
     * @param memberEntryNo the member's entry number, -1 when the attribute is not a member's
     */
    record AttributeRow(String id, long position, Instant modifiedAt, int tableId, int memberEntryNo)
            implements FeedRow {}
}
