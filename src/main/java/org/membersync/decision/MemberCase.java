package org.membersync.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.membersync.mapping.MappedValue;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Membership;

/**
 * All that is known in one member's turn; the body that travels down the outbound spine. Each step answers a new case with
 * more in it.
 *
 * @param change the turn
 * @param plan whether this is a dry run that must write to neither side (behaviour R3)
 * @param member null when the member is not in Business Central any more
 * @param anonymised whether Business Central anonymised the member
 * @param membership the membership that counts (behaviour E5), null when there is none
 * @param link null when the member is not linked
 * @param readAt when Business Central was read, null before
 * @param optOutSeenAt when we last saw the newsletter not wanted in Business Central, before this turn; null when never
 * @param suppressed whether the person was erased before
 * @param refusals what the filters had against the member
 * @param fields what HeyLoyalty should hold; null until transformed
 * @param linked the answer to the reading by id; null when not read or gone
 * @param timesNotFound how often in a row HeyLoyalty did not know the linked member: believed at the second time
 * @param candidates the list's entries with the same contact; null when not looked up
 * @param claimedCandidates ids of the candidates that are linked with other members
 * @param view what Business Central holds of each mapped field, in HeyLoyalty's form; empty until it is compared
 * @param agreement what both sides agreed on before
 * @param lastNo when somebody with the member's contact last unsubscribed, as an imported list says; null when nobody did
 * @param announced a write of an earlier turn of which no end is known; null when there is none
 */
public record MemberCase(
        Change change,
        boolean plan,
        Member member,
        boolean anonymised,
        Membership membership,
        MemberLink link,
        Instant readAt,
        Instant optOutSeenAt,
        boolean suppressed,
        List<Reason> refusals,
        Map<String, FieldValue> fields,
        HeyLoyaltyMember linked,
        int timesNotFound,
        List<HeyLoyaltyMember> candidates,
        Set<String> claimedCandidates,
        List<MappedValue> view,
        Agreement agreement,
        Instant lastNo,
        AnnouncedWrite announced) {

    /** A turn of which nothing was read yet. */
    public static MemberCase of(Change change, boolean plan) {
        return new MemberCase(
                change,
                plan,
                null,
                false,
                null,
                null,
                null,
                null,
                false,
                List.of(),
                null,
                null,
                0,
                null,
                Set.of(),
                List.of(),
                Agreement.NONE,
                null,
                null);
    }

    /** The case with what Business Central and our own tables say. */
    public MemberCase known(
            Member nowMember,
            boolean isAnonymised,
            Membership nowMembership,
            MemberLink nowLink,
            Instant now,
            Instant lastOptOut,
            boolean isSuppressed) {
        return new MemberCase(
                change,
                plan,
                nowMember,
                isAnonymised,
                nowMembership,
                nowLink,
                now,
                lastOptOut,
                isSuppressed,
                List.of(),
                null,
                null,
                0,
                null,
                Set.of(),
                view,
                agreement,
                lastNo,
                announced);
    }

    /** The case with what an imported list says of the member's contact, null for nothing. */
    public MemberCase lastNo(Instant when) {
        return with(view, agreement, when);
    }

    /** The case with a write of an earlier turn of which no end is known, null for none. */
    public MemberCase announced(AnnouncedWrite write) {
        return with(link, refusals, fields, linked, timesNotFound, candidates, claimedCandidates, write);
    }

    /**
     * The case after the announced new subscriber was looked for: found, it is the linked HeyLoyalty member from now on.
     *
     * @param entries the list's entries with the announced contact
     * @throws AmbiguousMatchException when several may be meant
     */
    public MemberCase announcedRead(List<HeyLoyaltyMember> entries, Set<String> linkedWithOthers) {
        List<HeyLoyaltyMember> own = entries.stream()
                .filter(entry -> entry.isActive() && !linkedWithOthers.contains(entry.id()))
                .toList();
        if (own.size() > 1) {
            throw AmbiguousMatchException.severalActive(own);
        }
        if (own.isEmpty()) {
            return announced(announced.asMissing());
        }
        MemberLink found = MemberLink.active(
                change.memberId(), change.memberNumber(), own.get(0).id());
        return with(found, refusals, fields, own.get(0), 0, null, Set.of(), null);
    }

    /** The case with one more refusal: the filter steps of the spine and of a site's own filters call it (behaviour E6). */
    public MemberCase refuse(String rule, String reason) {
        List<Reason> more = new ArrayList<>(refusals);
        more.add(new Reason(rule, reason));
        return with(link, List.copyOf(more), fields, linked, timesNotFound, candidates, claimedCandidates, announced);
    }

    /** The case with what HeyLoyalty should hold. */
    public MemberCase transformed(Map<String, FieldValue> wanted) {
        return with(link, refusals, wanted, linked, timesNotFound, candidates, claimedCandidates, announced);
    }

    /** The case with what Business Central holds of each mapped field, to compare both sides. */
    public MemberCase viewed(List<MappedValue> values) {
        return with(List.copyOf(values), agreement, lastNo);
    }

    /** The case with what both sides agreed on before. */
    public MemberCase agreed(Agreement before) {
        return with(view, before, lastNo);
    }

    /** The case as it is compared with that entry: only the linked one was ever agreed on. */
    MemberCase against(HeyLoyaltyMember entry) {
        boolean known = link != null && link.heyLoyaltyId().equals(entry.id());
        return known ? this : with(view, agreement.withoutBase(), lastNo);
    }

    /** The case with the linked HeyLoyalty member as it is now. */
    public MemberCase linkedRead(HeyLoyaltyMember now) {
        return with(link, refusals, fields, now, 0, candidates, claimedCandidates, announced);
    }

    /** The case after HeyLoyalty did not know the linked member. */
    public MemberCase linkedNotFound() {
        return with(link, refusals, fields, null, timesNotFound + 1, candidates, claimedCandidates, announced);
    }

    /** The case with the entries of the list that have the same contact. */
    public MemberCase found(List<HeyLoyaltyMember> entries, Set<String> linkedWithOthers) {
        return with(
                link,
                refusals,
                fields,
                linked,
                timesNotFound,
                List.copyOf(entries),
                Set.copyOf(linkedWithOthers),
                announced);
    }

    /** The case before HeyLoyalty was read, as a repeated delivery needs it: every write follows a fresh reading. */
    public MemberCase unread() {
        return with(link, refusals, fields, null, 0, null, Set.of(), announced);
    }

    /** Whether HeyLoyalty no longer has the linked member: a single answer that it has not may be a passing fault. */
    public boolean gone() {
        return timesNotFound > 1;
    }

    /**
     * Whether a feed told of the member and yet Business Central holds what both sides agreed on: so does every write of our
     * own that comes back (behaviour I10). Then HeyLoyalty is not even read; its own changes are told by webhooks and the list.
     */
    public boolean hasNothingNew() {
        return change.source().equals("feed")
                && linked == null
                && link != null
                && link.status() == MemberLink.Status.ACTIVE
                && announced == null
                && timesNotFound == 0
                && isEligible()
                && fields != null
                && !fields.isEmpty()
                && fields.entrySet().stream().allMatch(field -> field.getValue()
                        .equals(agreement.base().get(field.getKey())));
    }

    /** What must be read of HeyLoyalty next. */
    public LookUp lookUp() {
        return LookUp.next(this);
    }

    /** Whether the member is not, or no longer as a person, in Business Central. */
    public boolean isErased() {
        return member == null || anonymised;
    }

    /** Whether no filter had anything against the member. */
    public boolean isEligible() {
        return !isErased() && !suppressed && refusals.isEmpty();
    }

    /** The code of the membership that counts, empty without one: for a site's own filters. */
    public String membershipCode() {
        return membership == null ? "" : membership.code();
    }

    private MemberCase with(List<MappedValue> nowView, Agreement nowAgreement, Instant nowLastNo) {
        return new MemberCase(
                change,
                plan,
                member,
                anonymised,
                membership,
                link,
                readAt,
                optOutSeenAt,
                suppressed,
                refusals,
                fields,
                linked,
                timesNotFound,
                candidates,
                claimedCandidates,
                nowView,
                nowAgreement,
                nowLastNo,
                announced);
    }

    private MemberCase with(
            MemberLink nowLink,
            List<Reason> nowRefusals,
            Map<String, FieldValue> nowFields,
            HeyLoyaltyMember nowLinked,
            int nowNotFound,
            List<HeyLoyaltyMember> nowCandidates,
            Set<String> nowClaimed,
            AnnouncedWrite nowAnnounced) {
        return new MemberCase(
                change,
                plan,
                member,
                anonymised,
                membership,
                nowLink,
                readAt,
                optOutSeenAt,
                suppressed,
                nowRefusals,
                nowFields,
                nowLinked,
                nowNotFound,
                nowCandidates,
                nowClaimed,
                view,
                agreement,
                lastNo,
                nowAnnounced);
    }

    /** The member's number alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "case of member " + change.shownMember();
    }
}
