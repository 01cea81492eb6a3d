package org.membersync.decision;

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

    @Override
    public String toString() {
        return rule + ": " + text;
    }
}
