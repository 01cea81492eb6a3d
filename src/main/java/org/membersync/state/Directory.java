package org.membersync.state;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.membersync.businesscentral.FeedRow;

/**
 * What the Business Central feeds tell and the member detail does not: entry numbers, country codes, items, and who belongs
 * to which membership. It holds no names, and of phone numbers a keyed hash alone.
 */
public interface Directory {

    /** Takes over what the row tells. */
    void remember(FeedRow row);

    /** Takes over which memberships the member has. */
    void rememberRoles(String memberId, List<String> membershipIds);

    /** What is known of a member, empty when no feed told of it yet. */
    Optional<KnownMember> member(String memberId);

    /** The member of that external number, empty when no feed told of it yet. */
    Optional<KnownMember> memberByNumber(String number);

    /** The id of the member with that entry number. */
    Optional<String> memberByEntryNo(int entryNo);

    /**
     * The ids of the members who may have that phone number, to be confirmed by reading them: Business Central finds numbers
     * only as they are written, so their last digits are compared here (behaviour I5).
     *
     * @param e164 as {@link org.membersync.mapping.PhoneNumbers#e164} gives it
     */
    List<String> memberIdsByPhone(String e164);

    /** The id of the membership with that entry number. */
    Optional<String> membershipByEntryNo(int entryNo);

    /** The ids of the members of that membership, as far as they are known. */
    List<String> membersOf(String membershipId);

    /** The entries of that membership, as far as they are known. */
    List<KnownEntry> entriesOf(String membershipId);

    /** Item of the entry that counts today for each of the memberships; a membership without a known item is absent. */
    Map<String, String> itemNumbers(List<String> membershipIds);

    /**
     * An entry of a membership: a period and the item that was bought for it.
     *
     * @param validFrom null for no beginning
     * @param validUntil null for no end
     */
    record KnownEntry(
            String entryId,
            int entryNo,
            String itemNumber,
            LocalDate validFrom,
            LocalDate validUntil,
            boolean blocked) {}

    /**
     * A member as the feeds know it.
     *
     * @param createdAt null when the feed does not tell
     * @param modifiedAt when the row was last changed, null when the feed does not tell
     * @param optOutSeenAt when the newsletter was last seen not wanted, null when never
     */
    record KnownMember(
            String memberId,
            String number,
            String countryCode,
            Instant createdAt,
            Instant modifiedAt,
            Instant optOutSeenAt) {}
}
