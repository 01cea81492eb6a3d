package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.membersync.decision.Memberships;
import org.membersync.member.GdprApproval;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.support.World;

/** Compares the list with those who belong on it, by the simulators' truth and the default settings. */
final class ListCheck {

    private ListCheck() {}

    /** Active on the list are exactly the eligible, but for those who unsubscribed there. */
    static void assertListEqualsEligible(World world) {
        Set<String> unsubscribed = world.heyLoyalty().members().stream()
                .filter(entry -> entry.status() == Status.UNSUBSCRIBED)
                .map(entry -> entry.field("email").text())
                .collect(Collectors.toSet());
        Set<String> expected = world.businessCentral().members().stream()
                .filter(ListCheck::isEligible)
                .map(Member::email)
                .filter(email -> !unsubscribed.contains(email))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known =
                world.businessCentral().members().stream().map(Member::email).collect(Collectors.toSet());
        Set<String> active = world.heyLoyalty().members().stream()
                .filter(HeyLoyaltyMember::isActive)
                .map(entry -> entry.field("email").text())
                .filter(known::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(expected).isNotEmpty();
        assertThat(active).isEqualTo(expected);
    }

    private static boolean isEligible(Member member) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return member.email().contains("@")
                && !member.email().contains("@anon.")
                && member.newsletter() == Newsletter.YES
                && Memberships.counting(member.memberships(), today)
                        .filter(membership -> membership.gdprApproval() == GdprApproval.ACCEPTED)
                        .isPresent();
    }
}
