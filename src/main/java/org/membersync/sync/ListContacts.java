package org.membersync.sync;

import org.membersync.decision.Eligibility;
import org.membersync.decision.Eligibility.Contact;
import org.membersync.decision.MemberCase;
import org.membersync.failure.PermanentException;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.MappingStore;
import org.membersync.member.FieldValue;

/** By which list field and value a member is looked up (behaviour O3). */
class ListContacts {

    private final Eligibility eligibility;
    private final MappingStore mapping;

    ListContacts(Eligibility eligibility, MappingStore mapping) {
        this.eligibility = eligibility;
        this.mapping = mapping;
    }

    /**
     * A list field and its value.
     *
     * @param field the list's own name of it
     */
    record ListContact(String field, String value) {

        /** The field alone, so that a log line never holds personal data. */
        @Override
        public String toString() {
            return field;
        }
    }

    /**
     * The contact of a transformed member.
     *
     * @throws PermanentException when the contact is not mapped
     */
    ListContact of(MemberCase memberCase) {
        Contact contact = eligibility.contact(memberCase.member());
        FieldMapping field = mapping.current()
                .ofBusinessCentralField(contact.field())
                .orElseThrow(() -> new PermanentException(
                        "unmapped-contact",
                        "Members are looked up by " + contact.field() + ", which "
                                + mapping.current().fileName() + " does not map: add  - { bc: " + contact.field()
                                + ", heyloyalty: ... }"));
        FieldValue value = memberCase.fields().getOrDefault(field.heyloyalty(), FieldValue.of(contact.value()));
        return new ListContact(field.heyloyalty(), value.text());
    }
}
