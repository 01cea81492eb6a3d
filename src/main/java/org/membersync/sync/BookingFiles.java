package org.membersync.sync;

import java.util.Map;
import org.membersync.booking.BookingFile;
import org.membersync.failure.TransientException;
import org.membersync.state.Bookings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The steps that take files with bookings. */
public class BookingFiles {

    private static final Logger LOG = LoggerFactory.getLogger(BookingFiles.class);

    private final Bookings bookings;

    BookingFiles(Bookings bookings) {
        this.bookings = bookings;
    }

    /** What the file holds. */
    public BookingFile read(String name, byte[] content) {
        return BookingFile.read(name, content);
    }

    /**
     * Stores what the file holds.
     *
     * @return how often each result came up
     * @throws TransientException when the database did not take it: the file stays where it is, and is taken later
     */
    public Map<Bookings.Result, Integer> store(String name, BookingFile file) {
        try {
            Map<Bookings.Result, Integer> results = bookings.store(file.events());
            LOG.info("Bookings of {}: {}", name, results);
            if (!file.isWhole()) {
                LOG.warn("{} was not taken as a whole: see {}.reasons.txt beside it", name, name);
            }
            return results;
        } catch (DataAccessException | TransactionException away) {
            throw new TransientException(
                    "database",
                    "The database did not take the bookings of " + name + " ("
                            + away.getClass().getName() + "): the file is taken later",
                    null);
        }
    }

    /** The text of the file that says why. */
    public String reasons(BookingFile file) {
        return String.join(System.lineSeparator(), file.reasons()) + System.lineSeparator();
    }
}
