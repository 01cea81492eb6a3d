package org.membersync.decision;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.mapping.FieldComparison;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.ListField;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Member;
import org.membersync.support.MemberBuilder;

/** Cases of one made-up member, step by step as the routes build them. */
final class Cases {

    static final Instant NOW = Instant.parse("2024-02-29T12:00:00Z");
    static final String ENTRY = "hl-77";
    static final ListDefinition NO_DUPLICATES = list("disallow");
    static final ListDefinition DUPLICATES = list("allow");

    private static final Change CHANGE =
            new Change(Direction.OUTBOUND, MemberBuilder.ID, MemberBuilder.NUMBER, "feed", 1, "token", 0);

    private Cases() {}

    static ListDefinition list(String duplicates) {
        return new ListDefinition(
                "4711",
                "Klub",
                duplicates,
                Map.of(
                        "email", new ListField("email", "text", Map.of()),
                        "firstname", new ListField("firstname", "text", Map.of()),
                        "lastname", new ListField("lastname", "text", Map.of()),
                        "hobbies", new ListField("hobbies", "multi", Map.of("1", "Fodbold", "2", "Løb")),
                        "other_system", new ListField("other_system", "text", Map.of())));
    }

    static Decider decider() {
        return new Decider(FieldComparison::same);
    }

    static Decision decide(MemberCase memberCase) {
        return decider().decide(memberCase, NO_DUPLICATES);
    }

    static Map<String, FieldValue> wanted() {
        return Map.of(
                "email", FieldValue.of(MemberBuilder.EMAIL),
                "firstname", FieldValue.of("Søren"),
                "lastname", FieldValue.of("Østergård"),
                "hobbies", FieldValue.of(List.of("1", "2")));
    }

    static MemberCase read(Member member, MemberLink link) {
        return read(member, link, null);
    }

    static MemberCase read(Member member, MemberLink link, Instant optOutSeenAt) {
        return MemberCase.of(CHANGE, false)
                .known(
                        member,
                        false,
                        member == null || member.memberships().isEmpty()
                                ? null
                                : member.memberships().get(0),
                        link,
                        NOW,
                        optOutSeenAt,
                        false);
    }

    static MemberCase anonymised(MemberLink link) {
        Member member = MemberBuilder.eligible().build();
        return MemberCase.of(CHANGE, false).known(member, true, null, link, NOW, null, false);
    }

    static MemberCase suppressed(MemberLink link) {
        Member member = MemberBuilder.eligible().build();
        return MemberCase.of(CHANGE, false)
                .known(member, false, member.memberships().get(0), link, NOW, null, true);
    }

    static MemberCase eligible(MemberLink link, Instant optOutSeenAt) {
        return read(MemberBuilder.eligible().build(), link, optOutSeenAt).transformed(wanted());
    }

    static MemberCase eligible(MemberLink link) {
        return eligible(link, null);
    }

    static MemberCase found(HeyLoyaltyMember... entries) {
        return eligible(null).found(List.of(entries), Set.of());
    }

    static MemberLink active() {
        return MemberLink.active(MemberBuilder.ID, MemberBuilder.NUMBER, ENTRY);
    }

    static MemberLink ended(Instant when, UnsubscribedBy who) {
        return active().unsubscribed(when, who);
    }

    static HeyLoyaltyMember activeEntry() {
        return entry(ENTRY, Status.ACTIVE, null);
    }

    static HeyLoyaltyMember unsubscribedEntry(Instant when) {
        return entry(ENTRY, Status.UNSUBSCRIBED, when);
    }

    static HeyLoyaltyMember entry(String id, Status status, Instant unsubscribedAt) {
        return new HeyLoyaltyMember(id, status, unsubscribedAt, null, wanted());
    }

    static HeyLoyaltyMember entry(String id, Map<String, FieldValue> fields) {
        return new HeyLoyaltyMember(id, Status.ACTIVE, null, null, fields);
    }
}
