package org.membersync.population.imports;

import org.membersync.failure.PermanentException;

/** The file as a whole cannot be imported, so nothing of it was; the message names the line and the mending, and no data. */
public class ImportRefusedException extends PermanentException {

    private static final long serialVersionUID = 1L;

    ImportRefusedException(String message) {
        super("import-refused", message);
    }
}
