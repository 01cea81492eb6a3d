package org.membersync.population.imports;

import java.util.Optional;
import org.membersync.state.ImportedEntry;

/**
 * What a row says.
 *
 * @param entry what is to be taken over; empty when the row is too broken for it. A broken row's unsubscription counts too
 *     where it can be read: a no is never lost for a typing error
 * @param problem what is wrong with the row, without its data; empty when nothing is
 */
record ImportRow(long line, Optional<ImportedEntry> entry, String problem) {

    boolean isBad() {
        return !problem.isEmpty();
    }
}
