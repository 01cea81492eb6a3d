package org.membersync.state;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.membersync.decision.MemberLink;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.MappingStore;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.membersync.member.HeyLoyaltyMember.Status;

/** Whether an entry of the list tells anything that we do not know: our own writes come back on it too (behaviour I9). */
class ListNews {

    private final Links links;
    private final BaseStore bases;
    private final MappingStore mapping;
    private final AudienceEcho audiences;

    ListNews(Links links, BaseStore bases, MappingStore mapping, AudienceEcho audiences) {
        this.links = links;
        this.bases = bases;
        this.mapping = mapping;
        this.audiences = audiences;
    }

    /** Whether the entry was unsubscribed without our knowing; a link that says so has been through its turn. */
    boolean isWithdrawal(HeyLoyaltyMember entry) {
        return entry.status() == Status.UNSUBSCRIBED
                && links.findByHeyLoyaltyId(entry.id())
                        .filter(link -> link.knows(entry.unsubscribedAt()))
                        .isEmpty();
    }

    /** Takes over when an unsubscription of ours took place by HeyLoyalty's clock, so that a later one is told from it. */
    void noteOurs(HeyLoyaltyMember entry) {
        if (entry.status() == Status.UNSUBSCRIBED && entry.unsubscribedAt() != null && !isWithdrawal(entry)) {
            links.told(entry.id(), entry.unsubscribedAt());
        }
    }

    /** Whether an active entry is new, subscribed again, or holds something else than both sides agreed on. */
    boolean isChange(HeyLoyaltyMember entry) {
        if (!entry.isActive()) {
            return false;
        }
        Optional<MemberLink> link = links.findByHeyLoyaltyId(entry.id());
        if (link.isEmpty()) {
            return !audiences.isOnlyOurs(entry);
        }
        return link.get().status() != MemberLink.Status.ACTIVE
                || entry.emailStatus() != EmailStatus.FINE
                        && entry.emailStatus() != links.emailStatus(link.get().memberId())
                || isEdited(entry, bases.find(link.get().memberId()).orElse(Map.of()));
    }

    private boolean isEdited(HeyLoyaltyMember entry, Map<String, FieldValue> base) {
        return mapping.current().fields().stream()
                .map(FieldMapping::heyloyalty)
                .anyMatch(name -> !plain(entry.field(name)).equals(plain(base.getOrDefault(name, FieldValue.empty()))));
    }

    /** A spelling that differs costs one turn that writes nothing, so the plainest comparison will do. */
    private static TreeSet<String> plain(FieldValue value) {
        TreeSet<String> plain = new TreeSet<>();
        value.values().forEach(text -> plain.add(text.strip().toLowerCase(Locale.ROOT)));
        return plain;
    }
}
