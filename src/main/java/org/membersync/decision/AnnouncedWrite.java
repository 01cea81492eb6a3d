package org.membersync.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.membersync.decision.MemberLink.UnsubscribedBy;

/**
 * A write to HeyLoyalty that was noted before it was made and of which no end is known: its answer, or the process that
 * waited for it, was lost. It may have happened, so it is looked for before anything else is decided (behaviour L3, L4).
 *
 * @param field the list field by which a new subscriber is found again; empty for an unsubscription
 * @param value that field's value; empty for an unsubscription
 * @param missing whether it was looked for in this turn, and nobody was there
 */
public record AnnouncedWrite(Kind kind, Instant at, String field, String value, boolean missing) {

    /** A request arrives within this time, or not at all. */
    public static final Duration TRAVEL_TIME = Duration.ofSeconds(60);

    /** What was to be written. */
    public enum Kind {
        /** Somebody was to be created, or found by contact and linked. */
        SUBSCRIBE(null),
        /** Fields of a linked entry were to be changed, which re-activates one that is unsubscribed meanwhile. */
        UPDATE(null),
        UNSUBSCRIBE(UnsubscribedBy.MEMBERSYNC),
        UNSUBSCRIBE_FOR_APPROVAL(UnsubscribedBy.MEMBERSYNC_FOR_APPROVAL);

        private final UnsubscribedBy who;

        Kind(UnsubscribedBy who) {
            this.who = who;
        }
    }

    /** The note for a decision, empty when the link tells enough after a lost answer. */
    public static Optional<AnnouncedWrite> of(
            MemberCase memberCase, Decision decision, Instant now, String field, String value) {
        MemberLink link = memberCase.link();
        boolean unlinked = link == null || !link.heyLoyaltyId().equals(decision.heyLoyaltyId());
        return switch (decision.outcome()) {
            case CREATE -> Optional.of(new AnnouncedWrite(Kind.SUBSCRIBE, now, field, value, false));
            case UPDATE ->
                Optional.of(
                        unlinked
                                ? new AnnouncedWrite(Kind.SUBSCRIBE, now, field, value, false)
                                : new AnnouncedWrite(Kind.UPDATE, now, "", "", false));
            case UNSUBSCRIBE -> {
                boolean forApproval = decision.link().unsubscribedBy() == UnsubscribedBy.MEMBERSYNC_FOR_APPROVAL;
                yield Optional.of(new AnnouncedWrite(
                        forApproval ? Kind.UNSUBSCRIBE_FOR_APPROVAL : Kind.UNSUBSCRIBE, now, "", "", false));
            }
            default -> Optional.empty();
        };
    }

    /** Whether somebody may be on the list whom no link tells of. */
    boolean mayHaveSubscribed() {
        return kind == Kind.SUBSCRIBE;
    }

    /** Whether an unsubscription that HeyLoyalty tells of is the announced one. */
    boolean isUnsubscription(Instant told) {
        return kind.who != null
                && told != null
                && Duration.between(at, told).abs().compareTo(TRAVEL_TIME) <= 0;
    }

    /**
     * Whether a change of the entry that HeyLoyalty tells of may be the late arrival of a write, which makes nobody's yes: it
     * re-activates whom it changes, also somebody who said no meanwhile (quality P1).
     */
    boolean mayHaveMade(Instant told) {
        return told != null && !told.isAfter(at.plus(TRAVEL_TIME).plus(MemberLink.CLOCK_TOLERANCE));
    }

    /** Whether it may still arrive and change an entry after a turn that met it without its end. */
    public boolean mayStillArrive(Instant now) {
        return (missing || kind == Kind.UPDATE) && at.isAfter(now.minus(TRAVEL_TIME));
    }

    UnsubscribedBy unsubscribedBy() {
        return kind.who;
    }

    AnnouncedWrite asMissing() {
        return new AnnouncedWrite(kind, at, field, value, true);
    }

    /** Kind and time alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return kind + " announced at " + at;
    }
}
