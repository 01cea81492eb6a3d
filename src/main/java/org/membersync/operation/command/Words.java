package org.membersync.operation.command;

import java.util.Locale;
import org.membersync.decision.Direction;

/** Words of the program as people read them. */
final class Words {

    private Words() {}

    /** Where a change of that direction goes. */
    static String target(Direction direction) {
        return switch (direction) {
            case INBOUND -> "to Business Central";
            case BATCH, BOOKING -> "to Heybooking";
            case OUTBOUND, MEMBERSHIP, BUYER, AUDIENCE -> "to HeyLoyalty";
        };
    }

    /** {@code IN_STEP} as {@code in step}. */
    static String outcome(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
