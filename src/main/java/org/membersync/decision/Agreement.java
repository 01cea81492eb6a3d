package org.membersync.decision;

import java.time.Instant;
import java.util.Map;
import org.membersync.member.FieldValue;

/**
 * What our own tables tell about the fields of a linked person.
 *
 * @param base HeyLoyalty field name to the value both sides last agreed on, in HeyLoyalty's form; a field on which they never
 *     agreed is absent
 * @param choices HeyLoyalty field name to what an operator chose in a conflict
 * @param changedInBusinessCentral when Business Central's member was last changed, null when unknown
 */
public record Agreement(Map<String, FieldValue> base, Map<String, Choice> choices, Instant changedInBusinessCentral) {

    /** Nothing is known. */
    public static final Agreement NONE = new Agreement(Map.of(), Map.of(), null);

    public Agreement {
        base = Map.copyOf(base);
        choices = Map.copyOf(choices);
    }

    /** The same with the time of a fresh reading. */
    public Agreement changedInBusinessCentral(Instant when) {
        return new Agreement(base, choices, when);
    }

    /** What counts for an entry that is new to us: what was agreed on of another entry says nothing of this one. */
    Agreement withoutBase() {
        return new Agreement(Map.of(), Map.of(), changedInBusinessCentral);
    }

    /** A side of a conflict. */
    public enum Side {
        BUSINESS_CENTRAL,
        HEYLOYALTY
    }

    /**
     * What an operator chose. It holds only for the values that were shown: a side that changes again is a new conflict.
     *
     * @param businessCentral Business Central's value then, in HeyLoyalty's form
     * @param heyLoyalty HeyLoyalty's value then
     */
    public record Choice(Side side, FieldValue businessCentral, FieldValue heyLoyalty) {}

    /** How many fields, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return base.size() + " agreed field(s)";
    }
}
