package org.membersync.operation.command;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.membersync.failure.SyncException;
import org.membersync.mapping.Activations;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.MappingCheck;
import org.membersync.mapping.MappingFileException;
import org.membersync.mapping.MappingProblem;
import org.membersync.mapping.MemberMapping;
import org.membersync.operation.Mappings;
import org.membersync.settings.MembersyncSettings;
import org.membersync.sync.MemberSwitch;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;

/** Checks the files first, so that it works while they are broken and the program could not start. */
@Command(
        name = "check",
        description =
                "Checks the mapping files, and compares them with the live HeyLoyalty list when it can be reached.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:they are right", "7:there are problems"})
class MappingsCheckCommand extends OperationCommand {

    private MemberMapping mapping;
    private BookingMapping bookings;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    OptionalInt before(Supplier<MembersyncSettings> loaded) {
        MembersyncSettings settings = loaded.get();
        Path folder = settings.mappingsFolder();
        try {
            mapping = Files.isDirectory(folder) ? MemberMapping.load(folder) : MemberMapping.packaged();
            Activations.load(
                    settings.activationsFolder(), settings.audiences().lists().keySet(), mapping);
            if (Files.exists(folder.resolve(BookingMapping.FILE_NAME))) {
                bookings = BookingMapping.load(folder, mapping);
            }
        } catch (MappingFileException broken) {
            return OptionalInt.of(report(broken.problems(), ""));
        } catch (UncheckedIOException unreadable) {
            throw new CommandFailedException("A mapping file in " + folder + " cannot be read ("
                    + unreadable.getCause().getClass().getSimpleName()
                    + "): it must be text in UTF-8 that this user may"
                    + " read");
        }
        return settings.membersActive()
                ? OptionalInt.empty()
                : OptionalInt.of(report(List.of(), " They were not compared with the list: the integration is off."));
    }

    @Override
    int run(BeanFactory beans) {
        try {
            ListDefinition list = beans.getBean(Mappings.class).list();
            List<MappingProblem> problems = new ArrayList<>(MappingCheck.against(mapping, list));
            if (bookings != null && beans.getBean(MemberSwitch.class).areBookingsOn()) {
                problems.addAll(bookings.against(list));
            }
            return report(problems, " They fit the live list.");
        } catch (SyncException unreachable) {
            return report(List.of(), " They were not compared with the list: " + unreachable.getMessage());
        }
    }

    private int report(List<MappingProblem> problems, String comparison) {
        print(Map.of("problems", problems, "comparison", comparison.strip()), () -> {
            problems.forEach(out()::println);
            out().println(
                            problems.isEmpty()
                                    ? "The mapping files (" + mapping.fileName() + ") are right." + comparison
                                    : problems.size() + " problem(s).");
        });
        return problems.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }
}
