package org.membersync.operation.command;

import java.nio.file.Path;
import org.membersync.population.imports.ImportReport;
import org.membersync.population.imports.Importing;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes over an export of the HeyLoyalty list. */
@Command(
        name = "import",
        description = {
            "Takes over an export of the HeyLoyalty list (CSV or XLSX): who unsubscribed, and which entries are to be linked.",
            "Needs the column id; reads unsubscribed_at, status, status_email, and the contact."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all rows are imported",
            "1:the file is refused, and nothing was imported",
            "6:some rows are bad"
        })
class ImportCommand extends OperationCommand {

    @Parameters(paramLabel = "FILE", description = "The file; with --server, as that instance's machine names it.")
    private Path file;

    @Override
    boolean isReading() {
        return false;
    }

    @Override
    int run(BeanFactory beans) {
        ImportReport report = beans.getBean(Importing.class).run(file);
        print(report, () -> table(report));
        return report.bad() == 0 ? ExitCode.OK : ExitCode.ROW_ERRORS;
    }

    private void table(ImportReport report) {
        TextTable table = new TextTable("ROWS", "NUMBER");
        table.row("in the file", report.rows());
        table.row("active", report.active());
        table.row("unsubscribed", report.unsubscribed());
        table.row("bad", report.bad());
        table.row("get a turn", report.queued());
        table.print(out());
        out().println();
        if (!report.ignoredColumns().isEmpty()) {
            out().println("Columns that are not mapped are ignored: " + String.join(", ", report.ignoredColumns()));
        }
        report.problems().forEach(problem -> out().println("Line " + problem.line() + ": " + problem.problem()));
        if (report.bad() > report.problems().size()) {
            out().println("... and " + (report.bad() - report.problems().size()) + " more bad rows");
        }
        if (report.queued() > 0) {
            out().println("The turns are worked on by the running program, or by: sync");
        }
    }
}
