package org.membersync.cdp;

import java.time.Instant;

/**
 * Something that the CDP tells (behaviour A3).
 *
 * @param item the audience or attribute, such as {@code audience:5d822e81}
 * @param identifier the person's e-mail address in small letters; empty when no person is meant
 * @param value the attribute's value, or the audience's new name; null for none
 * @param at when it happened, by the CDP's clock
 */
public record AudienceEvent(Kind kind, String item, String identifier, String value, Instant at) {

    /** What happened. */
    public enum Kind {
        ENTERED,
        LEFT,
        CHANGED,
        DELETED,
        RENAMED
    }

    /** Whether it is about a person and not about the audience itself. */
    public boolean isOfPerson() {
        return kind == Kind.ENTERED || kind == Kind.LEFT || kind == Kind.CHANGED;
    }

    /** No person, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return kind + " " + item + " at " + at;
    }
}
