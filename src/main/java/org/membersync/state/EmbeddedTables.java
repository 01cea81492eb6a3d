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
 * the population (behaviour R1). New tables lie there from the beginning, those of earlier releases are moved at the next start.
 */
class EmbeddedTables implements Callback {

    private static final String HELD_IN_MEMORY = "SELECT table_name FROM information_schema.system_tables"
            + " WHERE table_schem = 'PUBLIC' AND table_type = 'TABLE' AND hsqldb_type = 'MEMORY'";

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
                moveToDisk(connection, event == Event.BEFORE_MIGRATE);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("The embedded database's tables could not be moved to disk", failed);
        }
    }

    private static void moveToDisk(Connection connection, boolean newOnes) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (newOnes) {
                statement.execute("SET DATABASE DEFAULT TABLE TYPE CACHED");
                return;
            }
            for (String table : heldInMemory(connection)) {
                statement.execute("SET TABLE \"" + table + "\" TYPE CACHED");
            }
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
