package org.membersync.operation.command;

import java.util.List;
import org.membersync.operation.ActivationWork;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;

@Command(name = "list", description = "Lists the activations, with what must be mended.")
class ActivationsListCommand extends OperationCommand {

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        List<ActivationWork.Row> rows = beans.getBean(ActivationWork.class).all();
        print(rows, () -> table(rows));
        return ExitCode.OK;
    }

    private void table(List<ActivationWork.Row> rows) {
        if (rows.isEmpty()) {
            out().println("Nothing is activated: put a file into the folder activations of the mapping files.");
            return;
        }
        TextTable table = new TextTable(
                "ACTIVATION", "LIST", "AUDIENCES", "ATTRIBUTES", "PERSONS", "NOT ON LIST", "WAITING", "PARKED");
        rows.forEach(row -> table.row(
                row.name(),
                row.list().isEmpty() ? "(members)" : row.list(),
                row.audiences(),
                row.attributes(),
                row.told(),
                row.absent(),
                row.waiting(),
                row.parked()));
        table.print(out());
        rows.forEach(row -> row.troubles().forEach(out()::println));
    }
}
