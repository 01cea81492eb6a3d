package org.membersync.decision;

/**
 * What webhooks told of an entry that a reading of it cannot show.
 *
 * @param crossed whether somebody unsubscribed while an update of ours was on its way: HeyLoyalty re-activates whom it
 *     updates, so the entry looks active although the person said no
 * @param anonymised whether HeyLoyalty overwrote the person's data itself
 * @param upTo number of the last notice of an unsubscription that this takes in; a later one is for a later turn; negative for none
 */
public record Told(boolean crossed, boolean anonymised, long upTo) {

    /** Nothing. */
    public static final Told NOTHING = new Told(false, false, -1);
}
