package org.membersync.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.membersync.decision.AnnouncedWrite;
import org.membersync.decision.AnnouncedWrite.Kind;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Told;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stored webhooks tell of an entry that a reading of it cannot show (behaviour I3, I4). */
public class WebhookNews {

    /** HeyLoyalty's clock and ours may be this far apart. */
    private static final Duration NEAR = Duration.ofMinutes(15);

    private final JdbcClient jdbc;
    private final AnnouncedWrites announcedWrites;
    private final AudienceEcho audiences;

    WebhookNews(JdbcClient jdbc, AnnouncedWrites announcedWrites, AudienceEcho audiences) {
        this.jdbc = jdbc;
        this.announcedWrites = announcedWrites;
        this.audiences = audiences;
    }

    private record Notice(Instant happenedAt, Instant receivedAt) {}

    /** What was told of the entry; {@code link} is null when it has none. */
    public Told of(String heyLoyaltyId, MemberLink link) {
        boolean anonymised = !notices(heyLoyaltyId, "anonymized").isEmpty();
        boolean crossed = link == null
                ? audiences.isCrossed(heyLoyaltyId) || isCrossedByBuyer(heyLoyaltyId)
                : !link.isUnsubscribed() && isCrossed(heyLoyaltyId, link.memberId());
        return new Told(crossed, anonymised, false);
    }

    /**
     * Whether an unsubscription that no turn has looked at yet happened about when we updated the entry. A repeated notice of
     * one that a turn has looked at says nothing new.
     */
    private boolean isCrossed(String heyLoyaltyId, String memberId) {
        List<Notice> notices = notices(heyLoyaltyId, "unsubscribe");
        if (notices.isEmpty()) {
            return false;
        }
        Instant looked = decided(memberId, heyLoyaltyId, "direction = 'INBOUND'").stream()
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        List<Instant> updates = updates(memberId, heyLoyaltyId);
        return notices.stream()
                .filter(notice -> notice.receivedAt().isAfter(looked))
                .anyMatch(notice -> updates.stream().anyMatch(update -> isNear(update, notice.happenedAt())));
    }

    /** The same of an entry that is nobody's in Business Central, and that got an option because a ticket was bought. */
    private boolean isCrossedByBuyer(String heyLoyaltyId) {
        List<Instant> updates = buyerUpdates(heyLoyaltyId);
        if (updates.isEmpty()) {
            return false;
        }
        Instant looked = decided(heyLoyaltyId, heyLoyaltyId, "direction = 'INBOUND'").stream()
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return notices(heyLoyaltyId, "unsubscribe").stream()
                .filter(notice -> notice.receivedAt().isAfter(looked))
                .anyMatch(notice -> updates.stream().anyMatch(update -> isNear(update, notice.happenedAt())));
    }

    private List<Instant> buyerUpdates(String heyLoyaltyId) {
        return jdbc.sql(
                        "SELECT decided_at FROM consent_decision WHERE heyloyalty_id = :entry AND direction = 'BUYER'"
                                + " AND outcome = 'UPDATE' AND member_id IN (SELECT buyer_id FROM buyer WHERE heyloyalty_id = :entry)")
                .param("entry", heyLoyaltyId)
                .query((row, number) -> Columns.instant(row, "decided_at"))
                .list();
    }

    private static boolean isNear(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(NEAR) <= 0;
    }

    private List<Notice> notices(String heyLoyaltyId, String type) {
        return jdbc.sql("""
                        SELECT happened_at, MIN(received_at) AS first_at FROM webhook_request
                        WHERE source = 'heyloyalty' AND member_ref = :id AND event_type = :type GROUP BY happened_at
                        """)
                .param("id", heyLoyaltyId)
                .param("type", type)
                .query((row, number) -> {
                    Instant first = Columns.instant(row, "first_at");
                    Instant happened = Columns.instant(row, "happened_at");
                    return new Notice(happened == null ? first : happened, first);
                })
                .list();
    }

    /** Also one whose end was never recorded, because the process died. */
    private List<Instant> updates(String memberId, String heyLoyaltyId) {
        List<Instant> updates =
                new ArrayList<>(decided(memberId, heyLoyaltyId, "direction = 'OUTBOUND' AND outcome = 'UPDATE'"));
        updates.addAll(buyerUpdates(heyLoyaltyId));
        announcedWrites
                .find(memberId)
                .filter(write -> write.kind() == Kind.UPDATE)
                .map(AnnouncedWrite::at)
                .ifPresent(updates::add);
        updates.addAll(audiences.writes(heyLoyaltyId));
        return updates;
    }

    private List<Instant> decided(String memberId, String heyLoyaltyId, String which) {
        return jdbc.sql(
                        "SELECT decided_at FROM consent_decision WHERE member_id = :member AND heyloyalty_id = :entry AND "
                                + which)
                .param("member", memberId)
                .param("entry", heyLoyaltyId)
                .query((row, number) -> Columns.instant(row, "decided_at"))
                .list();
    }
}
