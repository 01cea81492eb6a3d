package org.membersync.state;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Sees when the embedded database can no longer write its files. It would leave half a line in its log and go on behind it
 * once there is room, and a later restart reads the log no further than that line: so nothing more may be committed, and the
 * program ends. What was committed before is there at the next start (behaviour L4).
 */
final class UnwritableFiles implements SQLExceptionTranslator {

    static final String WHAT = "The embedded database cannot write its files: the disk is full or broken.";

    static final String MENDING =
            "Make room in its folder (membersync.database.url, MEMBERSYNC_DATABASE_URL) and start the"
                    + " program again: it goes on where it was, nothing is lost.";

    /** HSQLDB's own numbers: its log, its data file, and a data file that could not grow. */
    private static final Set<Integer> FILE_ERRORS = Set.of(452, 466, 468);

    private final SQLExceptionTranslator usual = new SQLExceptionSubclassTranslator();
    private final Runnable end;

    /** @param end what to do; may return */
    UnwritableFiles(Runnable end) {
        this.end = end;
    }

    /** Whether HSQLDB tells that it could not write a file. */
    static boolean isCauseOf(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException known
                    && "S1000".equals(known.getSQLState())
                    && FILE_ERRORS.contains(Math.abs(known.getErrorCode()))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public DataAccessException translate(String task, String sql, SQLException failure) {
        if (isCauseOf(failure)) {
            end.run();
        }
        return usual.translate(task, sql, failure);
    }
}
