package org.membersync.businesscentral;

import org.membersync.failure.PermanentException;

/** Business Central has no such member: deleted, merged into another one, or never there. */
public class MemberNotFoundException extends PermanentException {

    private static final long serialVersionUID = 1L;

    public MemberNotFoundException(String what) {
        super(
                "member-not-found",
                "Business Central does not know the " + what
                        + ": it was deleted, merged into another member, or belongs to another company");
    }
}
