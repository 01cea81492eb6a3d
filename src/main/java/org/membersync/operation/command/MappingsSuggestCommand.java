package org.membersync.operation.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.membersync.operation.Mappings;
import org.membersync.settings.MembersyncSettings;
import org.membersync.sync.MemberSwitch;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes proposals beside the mapping files. */
@Command(
        name = "suggest",
        description = {
            "Proposes mapping files from what both systems say of themselves.",
            "Writes them as *.suggested.yaml beside the existing files, never over one."
        })
class MappingsSuggestCommand extends OperationCommand {

    @Option(names = "--folder", paramLabel = "DIR", description = "Where to write (default: membersync.mappings).")
    private Path folder;

    @Override
    boolean isReading() {
        return false;
    }

    @Override
    int run(BeanFactory beans) {
        MemberSwitch memberSwitch = beans.getBean(MemberSwitch.class);
        if (!memberSwitch.isOn()) {
            throw new CommandFailedException(memberSwitch.whyOff());
        }
        Path target = folder == null ? beans.getBean(MembersyncSettings.class).mappingsFolder() : folder;
        List<String> missing = new ArrayList<>();
        Map<String, String> files = new TreeMap<>(beans.getBean(Mappings.class).suggest(missing));
        List<String> written = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        files.forEach((name, text) -> (write(target, name, text) ? written : kept)
                .add(target.resolve(name).toString()));
        print(Map.of("written", written, "kept", kept, "notRead", missing), () -> {
            written.forEach(file -> out().println("written: " + file));
            kept.forEach(file -> out().println("kept:    " + file + " is there already: remove it to get a new one"));
            missing.forEach(what -> out().println("left out: " + what));
        });
        return ExitCode.OK;
    }

    private static boolean write(Path folder, String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException there) {
            return false;
        } catch (IOException e) {
            throw new CommandFailedException(folder.resolve(name) + " cannot be written ("
                    + e.getClass().getSimpleName() + "): choose another folder with --folder");
        }
    }
}
