package org.membersync.operation.command;

import java.io.PrintWriter;
import java.util.List;
import org.membersync.state.Ledger;

/** The last decisions of the ledger about somebody, as people read them. */
final class Decisions {

    private Decisions() {}

    /** Prints nothing when there is none. */
    static void print(List<Ledger.Entry> decisions, PrintWriter out) {
        if (!decisions.isEmpty()) {
            out.println();
            TextTable table = new TextTable("DECIDED", "OUTCOME", "RULES", "FIELDS", "REASONS");
            decisions.forEach(entry -> table.row(
                    Words.time(entry.decidedAt()),
                    Words.outcome(entry.outcome()),
                    entry.rules(),
                    entry.fields(),
                    entry.reasons()));
            table.print(out);
        }
    }
}
