package org.membersync.state;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which states of HeyLoyalty's entries a reading took already. HeyLoyalty tells whole seconds, so a state is more than its
 * time; and it is personal data, so only keyed hashes are kept (quality P5).
 */
class ListSeen {

    private final JdbcClient jdbc;
    private final Suppressions suppressions;

    ListSeen(JdbcClient jdbc, Suppressions suppressions) {
        this.jdbc = jdbc;
        this.suppressions = suppressions;
    }

    /** Those of the entries whose present state was not taken yet; one query for a whole page. */
    List<HeyLoyaltyMember> unseen(List<HeyLoyaltyMember> entries) {
        Set<String> marks = new HashSet<>(jdbc.sql("SELECT entry_mark, state_mark FROM list_seen")
                .query((row, number) -> row.getString("entry_mark") + row.getString("state_mark"))
                .list());
        return entries.stream()
                .filter(entry -> !marks.contains(suppressions.entryHash(entry.id()) + stateMark(entry)))
                .toList();
    }

    /** Takes the place of an earlier state of the same entry. */
    void add(HeyLoyaltyMember entry) {
        forget(entry.id());
        jdbc.sql("INSERT INTO list_seen (entry_mark, state_mark, updated_at) VALUES (:entry, :state, :changed)")
                .param("entry", suppressions.entryHash(entry.id()))
                .param("state", stateMark(entry))
                .param("changed", Columns.at(entry.updatedAt()))
                .update();
    }

    void forget(String heyLoyaltyId) {
        jdbc.sql("DELETE FROM list_seen WHERE entry_mark = :entry")
                .param("entry", suppressions.entryHash(heyLoyaltyId))
                .update();
    }

    /** Forgets the states that no reading looks at any more; one without a time is shown at any reading. */
    void forgetBefore(Instant time) {
        jdbc.sql("DELETE FROM list_seen WHERE updated_at < :before")
                .param("before", Columns.at(time))
                .update();
    }

    private String stateMark(HeyLoyaltyMember entry) {
        StringBuilder state = new StringBuilder();
        state.append(entry.status()).append(entry.unsubscribedAt()).append(entry.updatedAt());
        // A complaint may come within the second of another change.
        if (entry.emailStatus() != EmailStatus.FINE) {
            state.append(entry.emailStatus());
        }
        // A field that was only just made on the list, and holds nothing yet, is no news of anybody.
        new TreeMap<>(entry.fields()).forEach((name, value) -> {
            if (!value.isEmpty()) {
                state.append('\n').append(name).append('=').append(value.values());
            }
        });
        return suppressions.stateHash(entry.id(), state.toString());
    }
}
