package org.membersync.member;

import java.time.Instant;
import java.util.Map;

/**
 * An entry of the HeyLoyalty list in our own form.
 *
 * @param id HeyLoyalty's member id
 * @param status whether the entry may be updated
 * @param unsubscribedAt when it was unsubscribed, null when it is not or HeyLoyalty does not tell
 * @param updatedAt when it was last changed, null when HeyLoyalty does not tell
 * @param fields field name to value; a field without a value may be absent
 * @param createdAt when it was put on the list, null when HeyLoyalty does not tell
 * @param emailStatus what became of e-mails to it
 */
public record HeyLoyaltyMember(
        String id,
        Status status,
        Instant unsubscribedAt,
        Instant updatedAt,
        Map<String, FieldValue> fields,
        Instant createdAt,
        EmailStatus emailStatus) {

    /** What HeyLoyalty says of e-mails to the entry. */
    public enum EmailStatus {
        /** They arrive, or HeyLoyalty says nothing else. */
        FINE,
        /** The person reported one as spam. */
        COMPLAINT,
        /** The address does not exist any more. */
        HARD_BOUNCE
    }

    /** What the list says of the entry. */
    public enum Status {
        ACTIVE,
        UNSUBSCRIBED,
        /** Any other word of HeyLoyalty's, such as a subscription that waits for its confirmation: never updated. */
        OTHER
    }

    public HeyLoyaltyMember {
        fields = Map.copyOf(fields);
    }

    /** An entry of which neither the creation nor the state of its e-mails is known. */
    public HeyLoyaltyMember(
            String id, Status status, Instant unsubscribedAt, Instant updatedAt, Map<String, FieldValue> fields) {
        this(id, status, unsubscribedAt, updatedAt, fields, null, EmailStatus.FINE);
    }

    /** The value of that field, empty when the entry has none. */
    public FieldValue field(String name) {
        return fields.getOrDefault(name, FieldValue.empty());
    }

    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    /** The id alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "HeyLoyalty member " + id;
    }
}
