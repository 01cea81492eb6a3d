package org.membersync.flow.model;

import java.time.Duration;

/**
 * One step of a history; it does nothing where it makes no sense.
 *
 * @param person to whom it happens; a run and trouble happen to all
 * @param choice which field, value, trouble or moment, as the kind needs it, and what becomes of the webhooks
 * @param after how long after the step before
 */
public record Step(Kind kind, int person, int choice, Duration after) {

    /** What happens. */
    public enum Kind {
        BC_EDIT,
        BC_YES,
        BC_NO,
        BC_REJECT,
        BC_APPROVE,
        BC_BLOCK,
        BC_DELETE,
        BC_ANONYMISE,
        HL_EDIT,
        HL_UNSUBSCRIBE,
        HL_SUBSCRIBE_AGAIN,
        HL_SIGN_UP,
        HL_COMPLAIN,
        HL_BOUNCE,
        HL_ANONYMISE,
        LATE_WEBHOOKS,
        FOREIGN_WEBHOOK,
        BC_TROUBLE,
        HL_TROUBLE,
        RUN,
        CRASH,
        WORK,
        REST
    }

    /** How a history reads when it failed. */
    @Override
    public String toString() {
        return "+" + after.toSeconds() + "s " + kind + " " + person + "/" + choice;
    }
}
