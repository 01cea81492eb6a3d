package org.membersync.decision;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.membersync.member.FieldValue;

/**
 * What a turn writes, to be told apart from a change of the person's should it arrive after another process took the turn
 * over (behaviour I9, L4).
 *
 * @param heyLoyaltyId the linked entry; null when one is made
 * @param values HeyLoyalty field name to value, of the fields that are written; empty when it is the subscription alone
 */
public record SentWrite(String memberId, String heyLoyaltyId, Map<String, FieldValue> values) {

    public SentWrite {
        values = Map.copyOf(values);
    }

    /** What carrying the decision out changes of what both sides agreed on before. */
    public static SentWrite of(MemberCase memberCase, Decision decision) {
        Map<String, FieldValue> base = decision.settlement().base();
        Map<String, FieldValue> values = new HashMap<>();
        if (base != null && decision.heyLoyaltyId() != null) {
            Map<String, FieldValue> before = memberCase.agreement().base();
            base.forEach((name, value) -> {
                if (!Objects.equals(before.get(name), value)) {
                    values.put(name, value);
                }
            });
        }
        return new SentWrite(memberCase.member().id(), decision.heyLoyaltyId(), values);
    }

    /** No values, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
