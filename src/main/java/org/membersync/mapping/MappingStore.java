package org.membersync.mapping;

import java.util.concurrent.atomic.AtomicReference;

/** The mapping in force; a live reload replaces it as a whole. */
public final class MappingStore {

    private final AtomicReference<MemberMapping> current;

    public MappingStore(MemberMapping mapping) {
        current = new AtomicReference<>(mapping);
    }

    /** The mapping in force. */
    public MemberMapping current() {
        return current.get();
    }

    /** Puts another valid mapping in force. */
    public void replace(MemberMapping mapping) {
        current.set(mapping);
    }
}
