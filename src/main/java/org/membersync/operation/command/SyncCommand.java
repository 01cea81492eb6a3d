package org.membersync.operation.command;

import java.io.PrintWriter;
import java.util.Map;
import org.membersync.operation.SyncRun;
import org.membersync.state.Retention;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;

/** One run of the synchronization. */
@Command(
        name = "sync",
        description = {
            "Reads what changed on both sides, works until nothing is due, and prints a summary.",
            "Changes are not given time to settle."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is done",
            "1:a side was unreachable, or the integration is off",
            "3:members are parked, or removals are held"
        })
class SyncCommand extends OperationCommand {

    @Override
    boolean isReading() {
        return false;
    }

    @Override
    int run(BeanFactory beans) {
        SyncRun.Report report = beans.getBean(SyncRun.class).run();
        // Where nothing but this command runs, nobody else would delete what is old.
        beans.getBean(Retention.class).deleteOld();
        print(report, () -> table(report, out()));
        return exitCode(report);
    }

    static int exitCode(SyncRun.Report report) {
        if (!report.troubles().isEmpty()) {
            return ExitCode.FAILED;
        }
        return report.parked().isEmpty() && report.heldRemovals() == 0 ? ExitCode.OK : ExitCode.PARKED;
    }

    /** The end of a command that ends with a run: its summary for people, and what to tell the shell. */
    static int conclude(SyncRun.Report report, OperationCommand command) {
        if (command.format() == Format.TABLE) {
            command.out().println();
            table(report, command.out());
            command.out().flush();
        } else {
            report.troubles().forEach(trouble -> command.err().println("NOT DONE: " + trouble));
            tellHeld(report, command);
        }
        return exitCode(report);
    }

    /** Says how many removals are held, if any are, where it does not get into the result. */
    static void tellHeld(SyncRun.Report report, OperationCommand command) {
        PrintWriter to = command.format() == Format.TABLE ? command.out() : command.err();
        held(report, to);
        to.flush();
    }

    private static void held(SyncRun.Report report, PrintWriter to) {
        if (report.heldRemovals() > 0) {
            to.println("Held removals:   " + report.heldRemovals() + ". See them with: removals show");
        }
    }

    private static void table(SyncRun.Report report, PrintWriter out) {
        if (report.outcomes().isEmpty() && report.troubles().isEmpty()) {
            out.println("Nothing was to be done.");
        } else if (!report.outcomes().isEmpty()) {
            TextTable outcomes = new TextTable("OUTCOME", "MEMBERS");
            report.outcomes().forEach((outcome, members) -> outcomes.row(Words.outcome(outcome), members));
            outcomes.print(out);
        }
        out.println();
        out.println("Waiting changes: " + report.waiting());
        out.println("Parked members:  " + sum(report.parked()));
        report.parked().forEach((reason, members) -> out.println("  " + members + " " + reason));
        if (!report.parked().isEmpty()) {
            out.println("See them with: failures list");
        }
        held(report, out);
        report.troubles().forEach(trouble -> out.println("NOT DONE: " + trouble));
    }

    private static long sum(Map<String, Long> members) {
        return members.values().stream().mapToLong(Long::longValue).sum();
    }
}
