package org.membersync.state;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Keeps the rows of an embedded database on disk: HSQLDB would hold each table whole in the program's memory, so that it grew with
 * the population (behaviour R1). Tables of earlier releases are moved at the next start. The room of deleted rows is used again, or
 * each run over whole populations would leave the file as much greater as its working tables are; these have blocks of their own in
 * it. Winning the room back by rewriting the file would let everything wait for a minute where there are a million members.
 */
class EmbeddedTables implements Callback {

    private static final String HELD_IN_MEMORY = "SELECT table_name FROM information_schema.system_tables"
            + " WHERE table_schem = 'PUBLIC' AND table_type = 'TABLE' AND hsqldb_type = 'MEMORY'";

    private static final String USES_ROOM_AGAIN = "SELECT COUNT(*) FROM information_schema.system_properties"
            + " WHERE property_name = 'hsqldb.files_space' AND property_value <> '0'";

    /** Filled and emptied as a whole. */
    private static final List<String> WORKING_TABLES =
            List.of("population_member", "population_attribute", "population_entry");

    private boolean undivided;

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_MIGRATE || event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return false;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            Connection connection = context.getConnection();
            String url = connection.getMetaData().getURL().toLowerCase(Locale.ROOT);
            if (url.startsWith("jdbc:hsqldb:file:")) {
                handle(event, connection);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("The embedded database's tables could not be moved to disk", failed);
        }
    }

    private void handle(Event event, Connection connection) throws SQLException {
        if (event == Event.BEFORE_MIGRATE) {
            execute(connection, "SET DATABASE DEFAULT TABLE TYPE CACHED");
            undivided = !usesRoomAgain(connection);
            if (undivided) {
                execute(connection, "SET FILES SPACE TRUE");
            }
            return;
        }
        for (String table : heldInMemory(connection)) {
            execute(connection, "SET TABLE \"" + table + "\" TYPE CACHED");
        }
        if (undivided) {
            divide(connection);
        }
    }

    private static boolean usesRoomAgain(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(USES_ROOM_AGAIN)) {
            return found.next() && found.getInt(1) > 0;
        }
    }

    /** A file that was there before is rewritten once. */
    private static void divide(Connection connection) throws SQLException {
        for (String table : WORKING_TABLES) {
            execute(connection, "SET TABLE " + table + " NEW SPACE");
        }
        execute(connection, "CHECKPOINT DEFRAG");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> heldInMemory(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(HELD_IN_MEMORY)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    @Override
    public String getCallbackName() {
        return "embedded-tables";
    }
}
