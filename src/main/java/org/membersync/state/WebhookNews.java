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

    private record Notice(Instant happenedAt, boolean looked, long last) {}

    /** What was told of the entry; {@code link} is null when it has none. */
    public Told of(String heyLoyaltyId, MemberLink link) {
        boolean anonymised = !notices(heyLoyaltyId, "anonymized").isEmpty();
        List<Notice> noes = notices(heyLoyaltyId, "unsubscribe");
        boolean crossed = (link == null || !link.isUnsubscribed())
                && (isCrossed(noes, heyLoyaltyId, link) || link == null && audiences.isCrossed(heyLoyaltyId));
        return new Told(
                crossed,
                anonymised,
                false,
                noes.stream().mapToLong(Notice::last).max().orElse(-1));
    }

    /**
     * Notes that a turn of the entry ended which knew of these notices; must run in its transaction. Those that came in
     * meanwhile stay for the next one.
     */
    void lookedAt(String heyLoyaltyId, Told told) {
        if (told.upTo() >= 0) {
            jdbc.sql("UPDATE webhook_request SET looked = TRUE"
                            + " WHERE member_ref = :id AND event_type = 'unsubscribe' AND id <= :upTo AND NOT looked")
                    .param("id", heyLoyaltyId)
                    .param("upTo", told.upTo())
                    .update();
        }
    }

    /**
     * Whether an unsubscription that no turn has looked at yet happened about when we updated the entry. A repeated notice of
     * one that a turn has looked at says nothing new.
     */
    private boolean isCrossed(List<Notice> noes, String heyLoyaltyId, MemberLink link) {
        List<Notice> unknown = noes.stream().filter(notice -> !notice.looked()).toList();
        if (unknown.isEmpty()) {
            return false;
        }
        // An entry that is nobody's in Business Central may have got an option because a ticket was bought.
        List<Instant> updates = new ArrayList<>(buyerUpdates(heyLoyaltyId));
        if (link != null) {
            updates.addAll(updates(link.memberId(), heyLoyaltyId));
        }
        return unknown.stream()
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
                        SELECT happened_at, MIN(received_at) AS first_at, MAX(id) AS last_id,
                          MAX(CASE WHEN looked THEN 1 ELSE 0 END) AS seen FROM webhook_request
                        WHERE source = 'heyloyalty' AND member_ref = :id AND event_type = :type GROUP BY happened_at
                        """)
                .param("id", heyLoyaltyId)
                .param("type", type)
                .query((row, number) -> {
                    Instant first = Columns.instant(row, "first_at");
                    Instant happened = Columns.instant(row, "happened_at");
                    return new Notice(
                            happened == null ? first : happened, row.getInt("seen") > 0, row.getLong("last_id"));
                })
                .list();
    }

    /** Also one whose end was never recorded, because the process died. */
    private List<Instant> updates(String memberId, String heyLoyaltyId) {
        List<Instant> updates = new ArrayList<>(updated(memberId, heyLoyaltyId));
        announcedWrites
                .find(memberId)
                .filter(write -> write.kind() == Kind.UPDATE)
                .map(AnnouncedWrite::at)
                .ifPresent(updates::add);
        updates.addAll(audiences.writes(heyLoyaltyId));
        return updates;
    }

    private List<Instant> updated(String memberId, String heyLoyaltyId) {
        return jdbc.sql("SELECT decided_at FROM consent_decision WHERE member_id = :member AND heyloyalty_id = :entry"
                        + " AND direction = 'OUTBOUND' AND outcome = 'UPDATE'")
                .param("member", memberId)
                .param("entry", heyLoyaltyId)
                .query((row, number) -> Columns.instant(row, "decided_at"))
                .list();
    }
}
