package org.membersync.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.membersync.member.FieldValue;

/** A member of the simulated list; never changed once it is on the list: a change stores a copy. */
final class ListEntry {

    final String id;

    /** The order of creation. */
    final long sequence;

    final Instant createdAt;
    final Map<String, FieldValue> fields;
    boolean active = true;
    boolean erased;
    String emailStatus = "active";
    Instant unsubscribedAt;
    Instant updatedAt;

    /** The order of the last change. */
    long updateSequence;

    ListEntry(String id, long sequence, Instant createdAt, Map<String, FieldValue> fields) {
        this.id = id;
        this.sequence = sequence;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.fields = new LinkedHashMap<>(fields);
    }

    ListEntry copy() {
        ListEntry copy = new ListEntry(id, sequence, createdAt, fields);
        copy.active = active;
        copy.erased = erased;
        copy.emailStatus = emailStatus;
        copy.unsubscribedAt = unsubscribedAt;
        return copy;
    }

    String text(String field) {
        FieldValue value = fields.get(field);
        return value == null ? "" : value.text();
    }

    String email() {
        return text("email").toLowerCase(Locale.ROOT);
    }

    String mobile() {
        return text("mobile").replaceAll("\\D", "");
    }

    String status() {
        return active ? "active" : "unsubscribed";
    }
}
