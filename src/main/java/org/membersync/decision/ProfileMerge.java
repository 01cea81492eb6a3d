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
import org.membersync.mapping.MappedValue;
import org.membersync.mapping.MemberMapping;
import org.membersync.member.FieldValue;

/**
 * What a comparison of both sides means for Business Central (behaviour I7, I8).
 *
 * @param write Business Central field name to text
 * @param settlement what it leaves for later turns
 */
record ProfileMerge(Map<String, FieldValue> write, Settlement settlement) {

    /** The fields that Business Central gets of a comparison; one that it cannot get is left and flagged. */
    static ProfileMerge of(Merged merged, MemberCase memberCase, MemberMapping mapping, ListDefinition list) {
        Map<String, FieldValue> write = new TreeMap<>();
        Map<String, FieldValue> base = base(memberCase, merged);
        List<FieldIssue> issues = conflicts(merged);
        Map<String, Map<String, String>> created = new HashMap<>();
        merged.toBusinessCentral().forEach((field, theirs) -> {
            try {
                BusinessCentralText text = mapping.toBusinessCentral(field, theirs, list);
                write.put(field.bc(), FieldValue.of(text.text()));
                base.put(field.heyloyalty(), theirs);
                if (!text.created().isEmpty()) {
                    created.put(field.heyloyalty(), text.created());
                }
            } catch (PermanentException refused) {
                issues.add(new FieldIssue(
                        field.heyloyalty(), refused.reason(), refused.getMessage(), ours(memberCase, field), theirs));
            }
        });
        boolean outboundDue = !merged.toHeyLoyalty().isEmpty();
        return new ProfileMerge(write, new Settlement(base, issues, created, outboundDue, Set.of()));
    }

    /** What both sides agree on already, and what they agreed on before for the fields that still differ. */
    static Map<String, FieldValue> base(MemberCase memberCase, Merged merged) {
        Map<String, FieldValue> base = new HashMap<>();
        for (MappedValue value : memberCase.view()) {
            String name = value.field().heyloyalty();
            FieldValue before = memberCase.agreement().base().get(name);
            if (before != null) {
                base.put(name, before);
            }
        }
        base.putAll(merged.agreed());
        return base;
    }

    static List<FieldIssue> conflicts(Merged merged) {
        List<FieldIssue> issues = new ArrayList<>();
        merged.conflicts()
                .forEach((field, conflict) -> issues.add(new FieldIssue(
                        field.heyloyalty(),
                        FieldIssue.CONFLICT,
                        "Both sides changed " + field.bc() + " (" + field.heyloyalty()
                                + ") and its owner is manual: choose with failures resolve",
                        conflict.businessCentral(),
                        conflict.heyLoyalty())));
        return issues;
    }

    private static FieldValue ours(MemberCase memberCase, FieldMapping field) {
        return memberCase.view().stream()
                .filter(value -> value.field().equals(field))
                .flatMap(value -> value.value().stream())
                .findFirst()
                .orElse(FieldValue.empty());
    }

    /** No values, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return write.keySet().toString();
    }
}
