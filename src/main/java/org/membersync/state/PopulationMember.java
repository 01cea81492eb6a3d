package org.membersync.state;

import java.time.Instant;
import org.membersync.member.Newsletter;

/**
 * A member of a run's working table: what the paged reads of Business Central tell, its personal data as keyed hashes.
 *
 * @param entryNo the entry number, by which attributes are found
 * @param anonymised whether it is what Business Central leaves of an anonymised member
 * @param lacksContact whether the required contact info is missing (behaviour E1)
 * @param emailMark hash of the e-mail address, null for none
 * @param phoneMark hash of the phone number, null for none
 * @param marks hashes of the mapped fields that pages show, one behind the other
 * @param forms a letter for each of them: what the hash stands for
 * @param createdAt null when unknown
 */
public record PopulationMember(
        String memberId,
        String memberNumber,
        int entryNo,
        Newsletter newsletter,
        boolean blocked,
        boolean anonymised,
        boolean lacksContact,
        String emailMark,
        String phoneMark,
        String marks,
        String forms,
        Instant createdAt,
        Instant modifiedAt) {}
