package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.membersync.decision.MemberLink;
import org.membersync.failure.TransientException;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;

class LinksTest extends StateTestSupport {

    @OnEachDatabase
    void movesALinkToAnotherEntry(Database database) {
        open(database);
        links.save(link("m-1", "hl-1"), START);
        links.save(link("m-1", "hl-2"), START);

        assertThat(links.count()).isEqualTo(1);
        assertThat(links.find("m-1")).contains(link("m-1", "hl-2"));
        assertThat(links.findByHeyLoyaltyId("hl-1")).isEmpty();
    }

    @OnEachDatabase
    void linksAnEntryWithOneMemberOnly(Database database) {
        open(database);
        links.save(link("m-1", "hl-1"), START);

        assertThatThrownBy(() -> links.save(link("m-2", "hl-1"), START))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("looked up again");
        assertThat(links.linkedWithOthers(List.of("hl-1", "hl-2"), "m-2")).containsExactly("hl-1");
        assertThat(links.linkedWithOthers(List.of("hl-1", "hl-2"), "m-1")).isEmpty();
    }

    @OnEachDatabase
    void tellsFirstWhoWaitsLongest(Database database) {
        open(database);
        links.save(link("m-1", "hl-1"), START.minus(Duration.ofHours(2)));
        links.save(link("m-2", "hl-2"), START.minus(Duration.ofHours(3)));
        links.save(link("m-3", "hl-3"), START);

        assertThat(links.notReadFor(Duration.ofHours(1), 10)).containsExactly("m-2", "m-1");
        assertThat(links.notReadFor(Duration.ofHours(1), 1)).containsExactly("m-2");
    }

    @OnEachDatabase
    void whatIsSaidOfEmailsGoesWithTheEntry(Database database) {
        open(database);
        links.save(link("m-1", "hl-1"), START);
        links.emailStatus("hl-1", EmailStatus.HARD_BOUNCE);

        links.save(link("m-1", "hl-1"), START);
        assertThat(links.emailStatus("m-1")).isEqualTo(EmailStatus.HARD_BOUNCE);

        links.save(link("m-1", "hl-2"), START);
        assertThat(links.emailStatus("m-1")).as("of another entry").isEqualTo(EmailStatus.FINE);
    }

    @OnEachDatabase
    void forgetsALink(Database database) {
        open(database);
        links.save(link("m-1", "hl-1"), START);
        links.delete("m-1");

        assertThat(links.find("m-1")).isEmpty();
        assertThat(links.count()).isZero();
    }

    private static MemberLink link(String memberId, String heyLoyaltyId) {
        return MemberLink.active(memberId, "M-" + memberId, heyLoyaltyId);
    }
}
