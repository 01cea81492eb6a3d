package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of the audiences and attributes of each list: their fields, their names in the CDP, whether they are gone. */
public class AudienceItems {

    /** Who removes what the CDP deleted. */
    static final String CDP = "cdp";

    private final JdbcClient jdbc;

    AudienceItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An audience or attribute of a list.
     *
     * @param owned whether the field is ours
     * @param cdpName what the CDP called it last, empty when it told no name
     * @param removedAt when the CDP deleted it, or an operator detached it; null for never
     * @param removedBy {@code cdp} or the operator, empty for nobody
     * @param aliveAt the newest time that the CDP told something of it, null for never
     * @param snapshotPosition of the last snapshot in the change feed, null when another one is needed
     * @param finding what stands in the way of its field, empty for nothing
     */
    public record State(
            String list,
            String item,
            String field,
            boolean owned,
            String cdpName,
            Instant removedAt,
            String removedBy,
            Instant aliveAt,
            Long snapshotPosition,
            Instant snapshotAt,
            String finding) {

        /** Whether it is gone: what the CDP deleted comes back by whatever is told later, what an operator detached does not. */
        public boolean isRemoved() {
            return removedAt != null && (isDetached() || aliveAt == null || !aliveAt.isAfter(removedAt));
        }

        /** Whether an operator ended the coupling; what the CDP tells meanwhile is kept all the same. */
        public boolean isDetached() {
            return removedAt != null && !removedBy.equals(CDP);
        }

        /** The same after something of that time was told of it. */
        State aliveAt(Instant at) {
            return new State(
                    list, item, field, owned, cdpName, removedAt, removedBy, at, snapshotPosition, snapshotAt, finding);
        }

        /** Whether something of that time was told of it after it was removed last. */
        boolean takes(Instant at) {
            return removedAt == null || isDetached() || at.isAfter(removedAt);
        }
    }

    /** All of a list. */
    public List<State> of(String list) {
        return jdbc.sql("SELECT * FROM audience_item WHERE list_name = :list ORDER BY item")
                .param("list", list)
                .query(AudienceItems::state)
                .list();
    }

    /** The state of an item, if the list has or had it. */
    public Optional<State> find(String list, String item) {
        return jdbc.sql("SELECT * FROM audience_item WHERE list_name = :list AND item = :item")
                .param("list", list)
                .param("item", item)
                .query(AudienceItems::state)
                .optional();
    }

    /**
     * Notes that a file activates it.
     *
     * @return whether that is new
     */
    boolean activate(String list, String item, String field) {
        int known = jdbc.sql(
                        "UPDATE audience_item SET field = :field, owned = CASE WHEN field = :field THEN owned ELSE FALSE END"
                                + " WHERE list_name = :list AND item = :item")
                .param("field", field)
                .param("list", list)
                .param("item", item)
                .update();
        if (known == 0) {
            jdbc.sql("INSERT INTO audience_item (list_name, item, field, owned) VALUES (:list, :item, :field, FALSE)")
                    .param("field", field)
                    .param("list", list)
                    .param("item", item)
                    .update();
        }
        return known == 0;
    }

    /** Notes what stands in the way of fields, and which are ours. */
    void planned(String list, String item, boolean owned, String finding) {
        set(list, item, "owned = :value", owned);
        set(list, item, "finding = :value", Columns.cut(finding, 1000));
    }

    void alive(String list, String item, Instant at) {
        set(
                list,
                item,
                "alive_at = GREATEST(COALESCE(alive_at, CAST(:value AS TIMESTAMP WITH TIME ZONE)),"
                        + " CAST(:value AS TIMESTAMP WITH TIME ZONE))",
                Columns.at(at));
    }

    /** An operator ends the coupling; what the CDP deleted stays so. */
    void detached(String list, String item, Instant at, String who) {
        jdbc.sql("UPDATE audience_item SET removed_at = :at, removed_by = :who"
                        + " WHERE list_name = :list AND item = :item AND (removed_at IS NULL OR alive_at > removed_at)")
                .param("at", Columns.at(at))
                .param("who", Columns.cut(who, 60))
                .param("list", list)
                .param("item", item)
                .update();
    }

    /** What an operator detached goes on. */
    void attached(String list, String item) {
        jdbc.sql("UPDATE audience_item SET removed_at = NULL, removed_by = NULL"
                        + " WHERE list_name = :list AND item = :item AND removed_by <> :cdp")
                .param("cdp", CDP)
                .param("list", list)
                .param("item", item)
                .update();
    }

    /** @return whether the CDP deleted it by this, and not before or after */
    boolean removed(String list, String item, Instant at) {
        return jdbc.sql("UPDATE audience_item SET removed_at = :at, removed_by = :who, snapshot_position = NULL"
                                + " WHERE list_name = :list AND item = :item"
                                + " AND (removed_at IS NULL OR removed_at < :at OR removed_by <> :who)")
                        .param("at", Columns.at(at))
                        .param("who", CDP)
                        .param("list", list)
                        .param("item", item)
                        .update()
                > 0;
    }

    void named(String list, String item, String name, Instant at) {
        jdbc.sql("UPDATE audience_item SET cdp_name = :name, named_at = :at"
                        + " WHERE list_name = :list AND item = :item AND (named_at IS NULL OR named_at < :at"
                        + " OR named_at = :at AND cdp_name < :name)")
                .param("name", Columns.cut(name, 250))
                .param("at", Columns.at(at))
                .param("list", list)
                .param("item", item)
                .update();
    }

    void snapshot(String list, String item, long position, Instant at) {
        jdbc.sql("UPDATE audience_item SET snapshot_position = :position, snapshot_at = :at"
                        + " WHERE list_name = :list AND item = :item")
                .param("position", position)
                .param("at", Columns.at(at))
                .param("list", list)
                .param("item", item)
                .update();
    }

    /** A new snapshot is asked of these items, of all for an empty set. */
    void forgetSnapshots(Set<String> items) {
        jdbc.sql("UPDATE audience_item SET snapshot_position = NULL"
                        + (items.isEmpty() ? "" : " WHERE item IN (:items)"))
                .param("items", items)
                .update();
    }

    private void set(String list, String item, String what, Object value) {
        jdbc.sql("UPDATE audience_item SET " + what + " WHERE list_name = :list AND item = :item")
                .param("value", value)
                .param("list", list)
                .param("item", item)
                .update();
    }

    private static State state(ResultSet row, int number) throws SQLException {
        long position = row.getLong("snapshot_position");
        return new State(
                row.getString("list_name"),
                row.getString("item"),
                row.getString("field"),
                row.getBoolean("owned"),
                text(row, "cdp_name"),
                Columns.instant(row, "removed_at"),
                text(row, "removed_by"),
                Columns.instant(row, "alive_at"),
                position == 0 && row.getObject("snapshot_position") == null ? null : position,
                Columns.instant(row, "snapshot_at"),
                text(row, "finding"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
