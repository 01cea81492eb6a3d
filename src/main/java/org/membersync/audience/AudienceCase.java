package org.membersync.audience;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.membersync.decision.AmbiguousMatchException;
import org.membersync.decision.Change;
import org.membersync.failure.PermanentException;
import org.membersync.mapping.FieldComparison;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.ListField;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.AudiencePersons.Person;

/**
 * One person's turn towards the list; each step answers a new case with more in it.
 *
 * @param person null when nothing is known of them any more
 * @param list the list as it is now, null when there is no person
 * @param wanted what the person's fields are to hold
 * @param refused a value that the list would refuse, null for none; the others are written all the same
 * @param entries the person's active entries, null before they were read
 * @param readAt before they were asked for
 * @param metEntry the entry whose member's turns are kept away meanwhile, empty for none
 * @param crossed whether the person's own no crossed a write of ours
 * @param settledAt when it was decided what becomes of the entry, null before
 */
public record AudienceCase(
        Change change,
        Person person,
        ListDefinition list,
        Map<String, FieldValue> wanted,
        PermanentException refused,
        List<HeyLoyaltyMember> entries,
        Instant readAt,
        String metEntry,
        boolean crossed,
        Instant settledAt) {

    static AudienceCase of(
            Change change, Person person, ListDefinition list, Map<String, FieldValue> wanted, PermanentException no) {
        return new AudienceCase(change, person, list, wanted, no, null, null, "", false, null);
    }

    /** The turn of somebody who was erased meanwhile. */
    static AudienceCase ofNobody(Change change) {
        return new AudienceCase(change, null, null, Map.of(), null, List.of(), null, "", false, Instant.EPOCH);
    }

    AudienceCase read(List<HeyLoyaltyMember> found, Instant at) {
        return new AudienceCase(change, person, list, wanted, refused, found, at, metEntry, crossed, settledAt);
    }

    /** The same to be read once more, with the entry's member kept away. */
    AudienceCase unread(String met) {
        return new AudienceCase(change, person, list, wanted, refused, null, null, met, crossed, null);
    }

    AudienceCase settled(String met, boolean byNo, Instant at) {
        return new AudienceCase(change, person, list, wanted, refused, entries, readAt, met, byNo, at);
    }

    /** Whether nothing may be written, because this is a plan. */
    public boolean isPlan() {
        return change.claimToken().isEmpty();
    }

    /** Whether it is not decided yet what becomes of the entry. */
    public boolean isOpen() {
        return settledAt == null;
    }

    /** Whether the person's entries must be read. */
    public boolean isUnread() {
        return entries == null;
    }

    /**
     * The person's one active entry, null when they are not on the list.
     *
     * @throws AmbiguousMatchException when there are several
     */
    HeyLoyaltyMember entry() {
        if (entries.size() > 1) {
            throw AmbiguousMatchException.severalActive(entries);
        }
        return entries.isEmpty() ? null : entries.get(0);
    }

    /** The fields that hold something else than they are to. */
    Map<String, FieldValue> differing() {
        Map<String, FieldValue> differing = new TreeMap<>();
        HeyLoyaltyMember entry = entry();
        if (entry != null) {
            wanted.forEach((field, value) -> {
                if (!FieldComparison.same(field, value, entry.field(field), list)) {
                    differing.put(field, value);
                }
            });
        }
        return differing;
    }

    /** The id of the person's active entry, null when they are not on the list. */
    public String entryId() {
        return entry() == null ? null : entry().id();
    }

    /** The fields that differ as people read them: options by their labels. */
    public Map<String, FieldValue> written() {
        return shown(differing());
    }

    /** What the same fields hold now. */
    public Map<String, FieldValue> held() {
        Map<String, FieldValue> held = new TreeMap<>();
        differing().keySet().forEach(field -> held.put(field, entry().field(field)));
        return shown(held);
    }

    private Map<String, FieldValue> shown(Map<String, FieldValue> fields) {
        Map<String, FieldValue> shown = new TreeMap<>();
        fields.forEach((name, value) -> {
            Map<String, String> labels =
                    list.field(name).map(ListField::options).orElse(Map.of());
            shown.put(
                    name,
                    FieldValue.of(value.values().stream()
                            .map(one -> labels.getOrDefault(one, one))
                            .toList()));
        });
        return shown;
    }

    /** Whether the entry is written to: its fields, or that it is unsubscribed. */
    public boolean isWriting() {
        return crossed || entries != null && !entries.isEmpty() && !differing().isEmpty();
    }

    /** The id alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "case of " + change.memberId();
    }
}
