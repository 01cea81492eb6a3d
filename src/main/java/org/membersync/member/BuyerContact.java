package org.membersync.member;

/**
 * The contact data of somebody who bought a ticket; each text may be empty.
 *
 * @param name as the ticket has it, first and last name in one
 */
public record BuyerContact(String email, String name, String phone) {

    /** Everything before the last word of the name; the whole name when it is one word. */
    public String firstName() {
        int blank = name.lastIndexOf(' ');
        return blank < 0 ? name : name.substring(0, blank).strip();
    }

    /** The last word of the name, empty when it is one word. */
    public String lastName() {
        int blank = name.lastIndexOf(' ');
        return blank < 0 ? "" : name.substring(blank + 1);
    }

    /** No personal data, so that a log line never holds any. */
    @Override
    public String toString() {
        return "contact of a buyer";
    }
}
