package org.membersync.decision;

/** The rules of the behaviour page that a decision names, as the consent ledger keeps them. */
public enum Rule {
    CONTACT_INFO("E1"),
    BLOCKED("E2"),
    NEWSLETTER("E3"),
    GDPR_APPROVAL("E4"),
    SITE("E6"),
    FOUND_BY_CONTACT("O3"),
    NEW_SUBSCRIBER("O3"),
    CHANGED_FIELDS("O4"),
    NEVER_REACTIVATE("O5"),
    SUBSCRIBED_AGAIN("O5"),
    UNSUBSCRIBE("O6"),
    NOT_ON_THE_LIST("O6"),
    ERASE("O7"),
    WITHDRAWAL("I4"),
    UNKNOWN_PERSON("I5"),
    KNOWN_BY_CONTACT("I5"),
    NEW_MEMBER("I6"),
    HEYLOYALTY_CHANGES("I7"),
    BUYER("B"),
    ERASED_BEFORE("P5");

    private final String id;

    Rule(String id) {
        this.id = id;
    }

    /** The rule's id on the behaviour page. */
    public String id() {
        return id;
    }
}
