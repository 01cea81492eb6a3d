package org.membersync.decision;

/**
 * What webhooks told of an entry, or our own tables do, that a reading of it cannot show.
 *
 * @param crossed whether somebody unsubscribed while an update of ours was on its way: HeyLoyalty re-activates whom it
 *     updates, so the entry looks active although the person said no
 * @param anonymised whether HeyLoyalty overwrote the person's data itself
 * @param buyer whether we made the entry for a buyer of tickets, or are just about to: nobody becomes a member of Business
 *     Central by buying one (behaviour B)
 * @param upTo number of the last notice of an unsubscription that this takes in; a later one is for a later turn; negative for
 *     none
 */
public record Told(boolean crossed, boolean anonymised, boolean buyer, long upTo) {

    /** Nothing. */
    public static final Told NOTHING = new Told(false, false, false, -1);

    /** The same, and whether the entry is a buyer's. */
    public Told ofBuyer(boolean buyers) {
        return new Told(crossed, anonymised, buyers, upTo);
    }
}
