package org.membersync.operation.command;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The arguments of the program, parted: settings such as {@code --membersync.enabled=true} or {@code --server.port=9090} are
 * Spring's, everything else is the command's.
 */
record Arguments(List<String> settings, List<String> command) {

    private static final Pattern SETTING = Pattern.compile("--[a-z]+[a-z0-9.-]*\\.[^=]+=.*", Pattern.DOTALL);

    static Arguments of(String... args) {
        return new Arguments(only(isSetting(), args), only(isSetting().negate(), args));
    }

    private static Predicate<String> isSetting() {
        return argument -> SETTING.matcher(argument).matches() || argument.startsWith("--spring.");
    }

    private static List<String> only(Predicate<String> wanted, String... args) {
        return Stream.of(args).filter(wanted).toList();
    }
}
