package org.membersync.sync;

import org.apache.camel.spi.PropertiesFunction;
import org.membersync.settings.MembersyncSettings;

/**
 * {@code {{folder:bookings}}} in a route: the folder in which files with bookings are dropped; {@code {{folder:bookings-used}}}
 * whether there is one. One that is not used has a place of its own that is never looked into.
 */
class FolderFunction implements PropertiesFunction {

    private static final String UNSET = "unset-folder";

    private final MembersyncSettings settings;

    FolderFunction(MembersyncSettings settings) {
        this.settings = settings;
    }

    @Override
    public String getName() {
        return "folder";
    }

    @Override
    public String apply(String name) {
        return switch (name) {
            case "bookings" ->
                settings.heybooking().hasFolder()
                        ? settings.heybooking().dropFolder().toString()
                        : UNSET;
            case "bookings-used" ->
                String.valueOf(settings.heybooking().hasFolder()
                        && settings.schedules().enabled());
            default ->
                throw new IllegalArgumentException(
                        "There is no folder \"" + name + "\". There are: bookings, bookings-used");
        };
    }
}
