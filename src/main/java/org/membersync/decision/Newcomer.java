package org.membersync.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.membersync.failure.PermanentException;
import org.membersync.mapping.BusinessCentralText;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.MemberMapping;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;

/** The decision for a subscriber whom Business Central does not have (behaviour I6). */
final class Newcomer {

    private final HeyLoyaltyMember entry;
    private final MemberMapping mapping;
    private final ListDefinition list;

    Newcomer(HeyLoyaltyMember entry, MemberMapping mapping, ListDefinition list) {
        this.entry = entry;
        this.mapping = mapping;
        this.list = list;
    }

    /** A new member with every field that the entry holds and Business Central takes; a field it cannot get is flagged. */
    Decision decide() {
        Map<String, FieldValue> write = new TreeMap<>();
        Map<String, FieldValue> base = new HashMap<>();
        List<FieldIssue> issues = new ArrayList<>();
        Map<String, Map<String, String>> created = new HashMap<>();
        for (FieldMapping field : mapping.toBusinessCentral()) {
            FieldValue theirs = entry.field(field.heyloyalty());
            // Attributes follow with the first turn of the new member: a community may refuse them at its making.
            if (theirs.isEmpty() || field.isAttribute()) {
                continue;
            }
            try {
                BusinessCentralText text = mapping.toBusinessCentral(field, theirs, list);
                if (!text.text().isEmpty()) {
                    write.put(field.bc(), FieldValue.of(text.text()));
                    base.put(field.heyloyalty(), theirs);
                }
                if (!text.created().isEmpty()) {
                    created.put(field.heyloyalty(), text.created());
                }
            } catch (PermanentException refused) {
                issues.add(new FieldIssue(
                        field.heyloyalty(), refused.reason(), refused.getMessage(), FieldValue.empty(), theirs));
            }
        }
        write.put(InboundDecider.NEWSLETTER, FieldValue.of("yes"));
        return new Decision(
                Outcome.CREATE_MEMBER,
                entry.id(),
                write,
                List.of(Reason.of(
                        Rule.NEW_MEMBER,
                        "subscribed in HeyLoyalty, and nobody in Business Central has this" + " contact info")),
                MemberLink.active("", "", entry.id()),
                // The feed tells of the new member and the membership together, so one turn brings both to HeyLoyalty.
                new Settlement(base, issues, created, false, Set.of()));
    }
}
