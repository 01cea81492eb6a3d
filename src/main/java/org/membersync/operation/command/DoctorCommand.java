package org.membersync.operation.command;

import java.util.List;
import org.membersync.operation.Doctor;
import org.membersync.operation.Doctor.Check;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;

/** Checks everything that can be reached. */
@Command(
        name = "doctor",
        description =
                "Checks settings, credentials, clocks, the list and its fields, database, routes and what waits; reads only.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is well", "7:something was found"})
class DoctorCommand extends OperationCommand {

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        List<Check> checks = beans.getBean(Doctor.class).examine();
        long findings = checks.stream().filter(check -> !check.ok()).count();
        print(checks, () -> table(checks, findings));
        return findings == 0 ? ExitCode.OK : ExitCode.FINDINGS;
    }

    private void table(List<Check> checks, long findings) {
        TextTable table = new TextTable("", "CHECK", "SEEN");
        checks.forEach(check -> table.row(check.ok() ? "ok" : "FINDING", check.name(), check.found()));
        table.print(out());
        out().println();
        checks.stream().filter(check -> !check.mending().isEmpty()).forEach(check -> out().println(
                        check.name() + ": " + check.mending()));
        out().println(findings == 0 ? "All is well." : findings + " finding(s).");
    }
}
