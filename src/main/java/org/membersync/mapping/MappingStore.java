package org.membersync.mapping;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The mapping in force; a live reload replaces it as a whole. */
public final class MappingStore {

    private final AtomicReference<MemberMapping> current;
    private MemberMapping written;
    private Map<String, Map<String, String>> created = Map.of();

    public MappingStore(MemberMapping mapping) {
        written = mapping;
        current = new AtomicReference<>(mapping);
    }

    /** The mapping in force. */
    public MemberMapping current() {
        return current.get();
    }

    /** Puts another valid mapping in force. */
    public synchronized void replace(MemberMapping mapping) {
        written = mapping;
        current.set(completed());
    }

    /**
     * Puts values in force beside those of the files (behaviour I8); a value that a file has keeps its option, and one of a field
     * that no longer lets values in is left out.
     *
     * @param values HeyLoyalty field name to Business Central value to option
     */
    public synchronized void add(Map<String, Map<String, String>> values) {
        created = Map.copyOf(values);
        current.set(completed());
    }

    private MemberMapping completed() {
        MemberMapping mapping = written;
        for (Map.Entry<String, Map<String, String>> field : created.entrySet()) {
            boolean lets = written.ofHeyLoyaltyField(field.getKey())
                    .map(FieldMapping::autoCreate)
                    .orElse(false);
            if (lets) {
                for (Map.Entry<String, String> value : field.getValue().entrySet()) {
                    mapping = mapping.withValue(field.getKey(), value.getKey(), value.getValue());
                }
            }
        }
        return mapping;
    }
}
