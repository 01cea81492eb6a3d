package org.membersync.audience;

import java.util.List;
import org.membersync.cdp.CdpRequest;
import org.membersync.state.AudienceTellings;

/**
 * How far a reading of the CDP got: snapshots first, then the change feed.
 *
 * @param tellings who takes what is told
 * @param snapshots audiences whose snapshot is still to be asked for
 * @param missed how often in a row the CDP did not know the first of them: believed at the second time
 * @param refused whether the sequence number was refused in this reading already
 * @param ended whether the feed was read to its end
 * @param request what is asked now
 * @param from the place in the feed from which changes are asked now
 */
public record AudiencePoll(
        AudienceTellings tellings,
        List<String> snapshots,
        int missed,
        boolean refused,
        boolean ended,
        CdpRequest request,
        long from) {

    public AudiencePoll {
        snapshots = List.copyOf(snapshots);
    }

    /** Whether there is anything left to ask. */
    public boolean isOpen() {
        return !ended;
    }

    static AudiencePoll of(AudienceTellings tellings, List<String> snapshots, boolean refused) {
        return new AudiencePoll(tellings, snapshots, 0, refused, false, null, 0);
    }

    AudiencePoll asking(CdpRequest next, long position) {
        return new AudiencePoll(tellings, snapshots, missed, refused, ended, next, position);
    }

    AudiencePoll withoutFirst() {
        return new AudiencePoll(tellings, snapshots.subList(1, snapshots.size()), 0, refused, ended, null, 0);
    }

    AudiencePoll missedOnce() {
        return new AudiencePoll(tellings, snapshots, missed + 1, refused, ended, null, 0);
    }

    AudiencePoll end() {
        return new AudiencePoll(tellings, snapshots, missed, refused, true, null, 0);
    }
}
