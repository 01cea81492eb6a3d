package org.membersync.demo;

import java.util.List;
import org.membersync.member.GdprApproval;

/**
 * A member's role in a membership with its consent log; the log is in no feed.
 *
 * @param role as the REST front spells it
 * @param consentLog oldest first; the newest counts
 */
record Role(long membershipEntryNo, long memberEntryNo, String role, List<GdprApproval> consentLog) {

    Role {
        consentLog = List.copyOf(consentLog);
    }

    GdprApproval consent() {
        return consentLog.isEmpty() ? GdprApproval.NOT_APPLICABLE : consentLog.get(consentLog.size() - 1);
    }
}
