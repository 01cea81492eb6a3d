package org.membersync.mapping;

import org.membersync.failure.PermanentException;

/** A value of Business Central has no HeyLoyalty option in the mapping files (behaviour O9); reason {@code unmapped-value}. */
public class UnmappedValueException extends PermanentException {

    private static final long serialVersionUID = 1L;

    public UnmappedValueException(String message) {
        super("unmapped-value", message);
    }
}
