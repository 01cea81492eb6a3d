package org.membersync.operation.command;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.membersync.operation.ActivationWork;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Shows the audiences and attributes of an activation.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "5:there is no such activation"})
class ActivationsShowCommand extends OperationCommand {

    @Parameters(paramLabel = "NAME", description = "The name that the file gives it.")
    private String name;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        Optional<List<ActivationWork.Item>> items =
                beans.getBean(ActivationWork.class).items(name);
        if (items.isEmpty()) {
            err().println("There is no activation " + name + ": \"activations list\" shows those that are");
            return ExitCode.UNKNOWN;
        }
        print(items.get(), () -> table(items.get()));
        return ExitCode.OK;
    }

    private void table(List<ActivationWork.Item> items) {
        TextTable table = new TextTable("KIND", "ID", "NAME", "FIELD", "STATE", "PERSONS", "TOLD AT", "FINDING");
        items.forEach(item -> table.row(
                item.kind().name().toLowerCase(Locale.ROOT),
                item.id(),
                item.name(),
                item.field(),
                item.state(),
                item.persons(),
                item.saidAt() == null ? "never" : item.saidAt().truncatedTo(ChronoUnit.SECONDS),
                item.finding()));
        table.print(out());
    }
}
