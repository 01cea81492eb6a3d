package org.membersync.operation.command;

import java.util.Locale;

/** Words of the program as people read them. */
final class Words {

    private Words() {}

    /** {@code IN_STEP} as {@code in step}. */
    static String outcome(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
