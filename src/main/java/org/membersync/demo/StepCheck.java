package org.membersync.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.Eligibility;
import org.membersync.decision.EligibilityRules;
import org.membersync.decision.MemberCase;
import org.membersync.decision.Memberships;
import org.membersync.decision.RequiredContactInfo;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;

/**
 * Compares the list with those who belong on it, by what both simulators really hold and the default rules. Entries that are
 * nobody's in Business Central are left out.
 */
final class StepCheck {

    private static final Eligibility RULES =
            new Eligibility(new EligibilityRules(RequiredContactInfo.EMAIL, true, true, false));

    private final SimulatedBusinessCentral businessCentral;
    private final SimulatedHeyLoyalty heyLoyalty;

    StepCheck(SimulatedBusinessCentral businessCentral, SimulatedHeyLoyalty heyLoyalty) {
        this.businessCentral = businessCentral;
        this.heyLoyalty = heyLoyalty;
    }

    /**
     * What the comparison found.
     *
     * @param active Business Central's members who are active on the list
     * @param eligible members who belong on the list
     * @param saidNo how many of the eligible are not on it because they unsubscribed in HeyLoyalty
     * @param missing eligible members who should be on the list and are not
     * @param surplus members on the list who should not be
     */
    record Result(int active, int eligible, int saidNo, int missing, int surplus) {

        boolean inStep() {
            return missing == 0 && surplus == 0;
        }

        @Override
        public String toString() {
            return "HeyLoyalty list: " + active + " active; Business Central: " + eligible + " eligible"
                    + (saidNo == 0 ? "" : ", " + saidNo + " of them unsubscribed in HeyLoyalty") + "; "
                    + (inStep() ? "in step" : missing + " to come, " + surplus + " to go");
        }
    }

    Result compare() {
        List<Member> members = businessCentral.members();
        Set<String> known = new HashSet<>();
        Set<String> eligible = new HashSet<>();
        for (Member member : members) {
            known.add(contact(member.email()));
            if (isEligible(member)) {
                eligible.add(contact(member.email()));
            }
        }
        Set<String> active = new HashSet<>();
        Set<String> unsubscribed = new HashSet<>();
        for (HeyLoyaltyMember entry : heyLoyalty.members()) {
            (entry.isActive() ? active : unsubscribed)
                    .add(contact(entry.field("email").text()));
        }
        active.retainAll(known);
        Set<String> absent = without(eligible, active);
        Set<String> missing = without(absent, unsubscribed);
        return new Result(
                active.size(),
                eligible.size(),
                absent.size() - missing.size(),
                missing.size(),
                without(active, eligible).size());
    }

    private static boolean isEligible(Member member) {
        if (member.email().contains("@anon.")) {
            return false;
        }
        Instant now = Instant.now();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        MemberCase asRead = MemberCase.of(
                        new Change(Direction.OUTBOUND, member.id(), member.number(), "demo", 1, "", 0), true)
                .known(
                        member,
                        false,
                        Memberships.counting(member.memberships(), today).orElse(null),
                        null,
                        now,
                        null,
                        false);
        return !RULES.lacksContactInfo(asRead)
                && !RULES.isBlocked(asRead)
                && !RULES.lacksNewsletter(asRead)
                && !RULES.lacksGdprApproval(asRead);
    }

    private static String contact(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
