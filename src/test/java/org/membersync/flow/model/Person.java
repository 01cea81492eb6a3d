package org.membersync.flow.model;

import java.util.EnumMap;
import java.util.Map;

/**
 * What both sides must hold of one person once they rest; pure. It knows the order in which everything was really said, which
 * the program often cannot know: then either outcome is right, as long as both sides agree on it.
 */
final class Person {

    /** What the person last said, on whichever side. */
    enum Word {
        NOTHING,
        YES,
        NO
    }

    private final Map<Field, Value> values = new EnumMap<>(Field.class);
    private Word word = Word.NOTHING;
    private boolean saidAtRest = true;
    private boolean certain;
    private boolean approved = true;
    private boolean blocked;
    private boolean signedUp;
    /** Whether a gate closed since the last rest. */
    private boolean gateClosed;
    /** Whether Business Central's row changed since the last rest. */
    private boolean touched;

    Person() {
        for (Field field : Field.values()) {
            values.put(field, new Value());
        }
    }

    Word word() {
        return word;
    }

    /** Whether a yes must have got through: only after a no on which both sides rested, or when nothing was ever said. */
    boolean mustBeSubscribed() {
        return word == Word.YES && certain && mayBeSent();
    }

    boolean isYesCertain() {
        return word == Word.YES && certain;
    }

    /**
     * Whether a no in HeyLoyalty could be taken for the unsubscription that a closed gate led to: HeyLoyalty's time of that
     * one is known from the next reading of the list on.
     */
    boolean isBlurred() {
        return gateClosed && word == Word.YES && !saidAtRest;
    }

    /** Whether the gates beside the newsletter let the person pass. */
    boolean mayBeSent() {
        return approved && !blocked;
    }

    /** Whether there may be an entry that nobody met yet. */
    boolean isSignedUp() {
        return signedUp;
    }

    Value value(Field field) {
        return values.get(field);
    }

    void saysNo() {
        saysNoInBusinessCentral();
        signedUp = false;
    }

    /** An entry that nobody met yet stays on the list, and stays unknown. */
    void saysNoInBusinessCentral() {
        word = Word.NO;
        saidAtRest = false;
        values.values().forEach(Value::mayBeLost);
    }

    void saysYesInBusinessCentral() {
        saysYes(true);
    }

    /** Whether a yes in HeyLoyalty gets through while a gate is closed depends on which side is read first. */
    void saysYesInHeyLoyalty(boolean newEntry) {
        saysYes(mayBeSent() && !(newEntry && touched));
        signedUp |= newEntry;
        values.values().forEach(Value::mayBeLost);
    }

    private void saysYes(boolean proven) {
        boolean newest = word == Word.YES ? certain : saidAtRest;
        certain = newest && proven;
        word = Word.YES;
        saidAtRest = false;
    }

    /** Business Central's row changed: a new entry need not be the newest thing that is known. */
    void touchedInBusinessCentral() {
        touched = true;
        certain &= !signedUp;
    }

    void approved(boolean now) {
        approved = now;
        if (!now) {
            gateCloses();
        }
    }

    void blocked() {
        blocked = true;
        gateCloses();
    }

    private void gateCloses() {
        gateClosed = true;
        certain &= saidAtRest;
        values.values().forEach(Value::mayBeLost);
    }

    /** Leaves Business Central: an entry that nobody met yet may become a new member. */
    void leaves() {
        word = signedUp ? Word.YES : Word.NOTHING;
        certain = false;
        saidAtRest = !signedUp;
        approved = true;
        blocked = false;
        touched = false;
        values.values().forEach(value -> value.leaves(signedUp));
    }

    /** Takes over what came out at rest where the model left it open. */
    void rests(boolean inBusinessCentral, boolean newsletter, boolean onTheList) {
        if (word == Word.YES && !certain) {
            if (!inBusinessCentral) {
                word = Word.NOTHING;
            } else if (!newsletter) {
                word = Word.NO;
            } else {
                certain = onTheList || !mayBeSent();
            }
        }
        saidAtRest = true;
        signedUp = false;
        gateClosed = false;
        touched = false;
    }
}
