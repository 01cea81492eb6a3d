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
