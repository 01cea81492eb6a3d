package org.membersync.decision;

/**
 * What webhooks told of an entry, or our own tables do, that a reading of it cannot show.
 *
 * @param crossed whether somebody unsubscribed while an update of ours was on its way: HeyLoyalty re-activates whom it
 *     updates, so the entry looks active although the person said no
 * @param anonymised whether HeyLoyalty overwrote the person's data itself
 * @param buyer whether we made the entry for a buyer of tickets, or are just about to: nobody becomes a member of Business
 *     Central by buying one (behaviour B)
 */
public record Told(boolean crossed, boolean anonymised, boolean buyer) {

    /** Nothing. */
    public static final Told NOTHING = new Told(false, false, false);

    /** The same, and whether the entry is a buyer's. */
    public Told ofBuyer(boolean buyers) {
        return new Told(crossed, anonymised, buyers);
    }
}
