package org.membersync.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * @param optOutSeenAt when we last saw Business Central itself say no, null when never
 * @param suppressed whether the person was erased before
 * @param refusals what the filters had against the member
 * @param fields what HeyLoyalty should hold; null until transformed
 * @param linked the answer to the reading by id; null when not read or gone
 * @param gone whether HeyLoyalty no longer has the linked member
 * @param candidates the list's entries with the same contact; null when not looked up
 * @param claimedCandidates ids of the candidates that are linked with other members
 */
public record MemberCase(
        Change change,
        boolean plan,
        Member member,
        boolean anonymised,
        Membership membership,
        MemberLink link,
        Instant optOutSeenAt,
        boolean suppressed,
        List<Reason> refusals,
        Map<String, FieldValue> fields,
        HeyLoyaltyMember linked,
        boolean gone,
        List<HeyLoyaltyMember> candidates,
        Set<String> claimedCandidates) {

    /** A turn of which nothing was read yet. */
    public static MemberCase of(Change change, boolean plan) {
        return new MemberCase(
                change, plan, null, false, null, null, null, false, List.of(), null, null, false, null, Set.of());
    }

    /** The case with what Business Central and our own tables say. */
    public MemberCase known(
            Member nowMember,
            boolean isAnonymised,
            Membership nowMembership,
            MemberLink nowLink,
            Instant lastOptOut,
            boolean isSuppressed) {
        return new MemberCase(
                change,
                plan,
                nowMember,
                isAnonymised,
                nowMembership,
                nowLink,
                lastOptOut,
                isSuppressed,
                List.of(),
                null,
                null,
                false,
                null,
                Set.of());
    }

    /** The case with one more refusal: the filter steps of the spine and of a site's own filters call it (behaviour E6). */
    public MemberCase refuse(String rule, String reason) {
        List<Reason> more = new ArrayList<>(refusals);
        more.add(new Reason(rule, reason));
        return with(List.copyOf(more), fields, linked, gone, candidates, claimedCandidates);
    }

    /** The case with what HeyLoyalty should hold. */
    public MemberCase transformed(Map<String, FieldValue> wanted) {
        return with(refusals, wanted, linked, gone, candidates, claimedCandidates);
    }

    /** The case with the linked HeyLoyalty member as it is now. */
    public MemberCase linkedRead(HeyLoyaltyMember now) {
        return with(refusals, fields, now, false, candidates, claimedCandidates);
    }

    /** The case with the knowledge that HeyLoyalty no longer has the linked member. */
    public MemberCase linkedGone() {
        return with(refusals, fields, null, true, candidates, claimedCandidates);
    }

    /** The case with the entries of the list that have the same contact. */
    public MemberCase found(List<HeyLoyaltyMember> entries, Set<String> linkedWithOthers) {
        return with(refusals, fields, linked, gone, List.copyOf(entries), Set.copyOf(linkedWithOthers));
    }

    /** The case before HeyLoyalty was read, as a repeated delivery needs it: every write follows a fresh reading. */
    public MemberCase unread() {
        return with(refusals, fields, null, false, null, Set.of());
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

    private MemberCase with(
            List<Reason> nowRefusals,
            Map<String, FieldValue> nowFields,
            HeyLoyaltyMember nowLinked,
            boolean nowGone,
            List<HeyLoyaltyMember> nowCandidates,
            Set<String> nowClaimed) {
        return new MemberCase(
                change,
                plan,
                member,
                anonymised,
                membership,
                link,
                optOutSeenAt,
                suppressed,
                nowRefusals,
                nowFields,
                nowLinked,
                nowGone,
                nowCandidates,
                nowClaimed);
    }

    /** The member's number alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "case of member " + change.shownMember();
    }
}
