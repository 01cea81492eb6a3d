package org.membersync.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.membersync.member.Newsletter;

/** A member to be added to the simulated Business Central. Not thread-safe. */
public final class NewMember {

    final MemberRow row = new MemberRow();
    final List<NewMembership> memberships = new ArrayList<>();
    final Map<String, String> attributes = new LinkedHashMap<>();
    boolean anonymised;

    /** A Danish member who wants the newsletter; add a current membership and it is eligible. */
    public static NewMember named(String firstName, String lastName, String email) {
        return new NewMember().with(edit -> edit.firstName(firstName)
                .lastName(lastName)
                .email(email)
                .country("DK", "Denmark")
                .newsletter(Newsletter.YES));
    }

    public NewMember with(Consumer<MemberEdit> fields) {
        fields.accept(new MemberEdit(row));
        return this;
    }

    public NewMember membership(NewMembership membership) {
        memberships.add(membership);
        return this;
    }

    public NewMember attribute(String code, String value) {
        attributes.put(code, value);
        return this;
    }

    /** Takes that system id instead of a random one: the same population has the same ids each time. */
    public NewMember id(String guid) {
        row.id = guid;
        return this;
    }

    public NewMember blocked() {
        row.blocked = true;
        row.blockedAt = Columns.NO_TIME;
        return this;
    }

    /** The member is anonymised right after it was added. */
    NewMember anonymised() {
        anonymised = true;
        return this;
    }
}
