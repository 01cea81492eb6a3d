package org.membersync.mapping;

import java.util.Arrays;
import org.membersync.member.BuyerContact;

/** The contact data of a buyer: nothing else of a booking may reach their entry on the list (behaviour B). */
public enum BuyerSource {
    HOLDER_EMAIL("holderEmail"),
    HOLDER_NAME("holderName"),
    HOLDER_FIRST_NAME("holderFirstName"),
    HOLDER_LAST_NAME("holderLastName"),
    PHONE("phone");

    private final String property;

    BuyerSource(String property) {
        this.property = property;
    }

    /** The name in the mapping file. */
    public String property() {
        return property;
    }

    /** The value, empty when the buyer gave none. */
    String of(BuyerContact contact) {
        return switch (this) {
            case HOLDER_EMAIL -> contact.email();
            case HOLDER_NAME -> contact.name();
            case HOLDER_FIRST_NAME -> contact.firstName();
            case HOLDER_LAST_NAME -> contact.lastName();
            case PHONE -> contact.phone();
        };
    }

    static BuyerSource named(String property) {
        return Arrays.stream(values())
                .filter(source -> source.property.equals(property))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("unchecked source " + property));
    }
}
