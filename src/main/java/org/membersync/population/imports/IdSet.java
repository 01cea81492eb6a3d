package org.membersync.population.imports;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Which ids came up before, in at most 32 bytes for each, whatever their length: by 64 bits of a hash. */
class IdSet {

    private static final int FIRST_SIZE = 1 << 10;

    private long[] slots = new long[FIRST_SIZE];
    private int used;

    /** Notes the id; false when it came up before. */
    boolean add(String id) {
        long hash = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits();
        if (used * 2 >= slots.length) {
            long[] old = slots;
            slots = new long[old.length * 2];
            Arrays.stream(old).filter(one -> one != 0).forEach(this::put);
        }
        boolean fresh = put(hash == 0 ? 1 : hash);
        used += fresh ? 1 : 0;
        return fresh;
    }

    private boolean put(long hash) {
        int mask = slots.length - 1;
        int slot = (int) (hash ^ hash >>> 32) & mask;
        while (slots[slot] != 0) {
            if (slots[slot] == hash) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        slots[slot] = hash;
        return true;
    }
}
