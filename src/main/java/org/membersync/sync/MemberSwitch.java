package org.membersync.sync;

import org.membersync.settings.MembersyncSettings;

/** The master switch and the member area's switch: off means no call to either system's data (behaviour S). */
public class MemberSwitch {

    private final MembersyncSettings settings;

    MemberSwitch(MembersyncSettings settings) {
        this.settings = settings;
    }

    /** Whether members are synchronized. */
    public boolean isOn() {
        return settings.membersActive();
    }

    /** Whether anything is synchronized: members, or bookings and their buyers. */
    public boolean isAnyOn() {
        return isOn() || areBookingsOn();
    }

    /** Whether bookings are sent. */
    public boolean areBookingsOn() {
        return settings.bookingsActive();
    }

    /** Which switch is off, and how to put it on; empty when both are on. */
    public String whyOff() {
        if (!settings.enabled()) {
            return "The integration is switched off: set membersync.enabled (MEMBERSYNC_ENABLED) to true";
        }
        return settings.members().enabled()
                ? ""
                : "The member area is switched off: set membersync.members.enabled (MEMBERSYNC_MEMBERS_ENABLED) to true";
    }
}
