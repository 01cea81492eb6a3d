package org.membersync.audience;

import java.util.Set;
import org.membersync.decision.Reason;
import org.membersync.state.AudiencePersons.Finding;

/** What came of a turn, in the words of the ledger (quality P4): names of fields, never a value. */
final class AudienceFindings {

    private AudienceFindings() {}

    static Finding of(AudienceCase audience) {
        String entry = audience.entryId();
        if (entry == null) {
            return new Finding(
                    "AUDIENCE_ABSENT",
                    null,
                    false,
                    new Reason("A5", "no active entry has the person's address: nothing is written until they join"),
                    Set.of());
        }
        if (audience.crossed()) {
            return new Finding(
                    "AUDIENCE_UNSUBSCRIBE",
                    entry,
                    true,
                    new Reason("P2", "their own no crossed an update of ours and stands: unsubscribed again"),
                    Set.of());
        }
        if (audience.isWriting()) {
            return new Finding(
                    "AUDIENCE_WRITTEN",
                    entry,
                    true,
                    new Reason("A2", "the active entry held something else than the CDP tells"),
                    audience.differing().keySet());
        }
        return new Finding(
                "AUDIENCE_IN_STEP",
                entry,
                false,
                new Reason("A2", "the entry holds what the CDP tells already"),
                Set.of());
    }
}
