package org.membersync.operation;

import java.time.Instant;
import java.util.List;
import org.membersync.mapping.ActivationItem.Kind;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.Ledger;

/**
 * What a CDP tells of one person, and how far it was brought to one list.
 *
 * @param personId an id of our own, as failures show it
 * @param list the settings entry of the list, empty for that of the members
 * @param heyLoyaltyId the active entry when it was last looked for, null when there was none
 * @param lookedAt null when nobody looked for it yet
 * @param fields one for each audience and attribute that something is known of
 * @param waiting the open change, if there is one
 * @param parked open failures, the newest first
 * @param decisions the last of the ledger, the newest first
 */
public record AudienceExplanation(
        String personId,
        String list,
        String heyLoyaltyId,
        Instant lookedAt,
        List<Field> fields,
        List<ChangeQueue.Waiting> waiting,
        List<Failures.Failure> parked,
        List<Ledger.Entry> decisions) {

    /** How far a value got. */
    public enum State {
        /** The list has it. */
        WRITTEN,
        /** It has its turn, or the person is not active on the list. */
        WAITING,
        FAILED,
        /** The audience is gone: the list keeps what it has. */
        REMOVED
    }

    /**
     * One field of the list.
     *
     * @param id of the audience or attribute in the CDP
     * @param value what the field is to show; empty for nothing
     * @param saidAt when the CDP says that it became true
     * @param why what {@link State#WAITING} or {@link State#FAILED} is due to, else empty
     */
    public record Field(
            String activation,
            Kind kind,
            String id,
            String name,
            String field,
            String value,
            Instant saidAt,
            State state,
            String why) {

        /** No value, so that a log line never holds personal data. */
        @Override
        public String toString() {
            return field + " " + state;
        }
    }

    /** The id alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "explanation of " + personId;
    }
}
