package org.membersync.decision;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why something was decided.
 *
 * @param rule the rule's id, such as {@code E3}
 * @param text one plain sentence without personal data
 */
public record Reason(String rule, String text) {

    static Reason of(Rule rule, String text) {
        return new Reason(rule.id(), text);
    }

    /** The sentences of all reasons in one line. */
    public static String texts(List<Reason> reasons) {
        return reasons.stream().map(Reason::text).collect(Collectors.joining("; "));
    }

    @Override
    public String toString() {
        return rule + ": " + text;
    }
}
