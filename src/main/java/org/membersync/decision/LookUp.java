package org.membersync.decision;

/** What must be read of HeyLoyalty before a decision can be made. */
public enum LookUp {
    /** Enough is known. */
    NONE,
    /** The new subscriber who was announced in an earlier turn and of whom no link tells. */
    ANNOUNCED,
    /** The linked HeyLoyalty member. */
    BY_ID,
    /** The list's entries with the same contact. */
    BY_CONTACT;

    /** What to read next; a member who is neither linked nor eligible is not even looked up (behaviour O6), unless a
     * creation of theirs was announced and may have happened. */
    public static LookUp next(MemberCase memberCase) {
        AnnouncedWrite announced = memberCase.announced();
        if (announced != null && announced.mayHaveSubscribed() && !announced.missing()) {
            return ANNOUNCED;
        }
        if (memberCase.hasNothingNew()) {
            return NONE;
        }
        if (memberCase.link() != null && memberCase.linked() == null && !memberCase.gone()) {
            return BY_ID;
        }
        if (memberCase.isErased() || memberCase.suppressed()) {
            return NONE;
        }
        boolean wanted = memberCase.isEligible() && memberCase.candidates() == null;
        boolean unlinked = memberCase.link() == null || memberCase.gone();
        boolean subscribeAgain = memberCase.linked() != null && OptIn.subscribesAgain(memberCase);
        return wanted && (unlinked || subscribeAgain) ? BY_CONTACT : NONE;
    }
}
