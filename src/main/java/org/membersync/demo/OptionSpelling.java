package org.membersync.demo;

import java.util.Locale;

/** How the OData pages spell option values; which one a real environment uses is not settled, so all are simulated. */
public enum OptionSpelling {
    /** {@code NOT_SPECIFIED}, {@code YES}. */
    NAMES,
    /** {@code _x0020_}, {@code Yes}. */
    ENCODED_CAPTIONS,
    /** A blank, {@code Yes}. */
    CAPTIONS;

    String spell(Enum<?> option) {
        return spell(option.name());
    }

    /** The spelling of an option's member name; the unspecified members have a blank as caption. */
    String spell(String name) {
        if (this == NAMES) {
            return name;
        }
        return switch (name) {
            case "NOT_SPECIFIED", "UNKNOWN" -> this == CAPTIONS ? " " : "_x0020_";
            case "AUTORENEW" -> this == CAPTIONS ? "Auto-Renew" : "Auto_x002D_Renew";
            case "FOREIGN" -> this == CAPTIONS ? "Foreign Membership" : "Foreign_x0020_Membership";
            default -> name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
        };
    }
}
