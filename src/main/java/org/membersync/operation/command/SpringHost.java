package org.membersync.operation.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.membersync.settings.InvalidSettingsException;
import org.membersync.settings.MembersyncSettings;
import org.membersync.settings.SettingsLoader;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the program in this process. */
class SpringHost implements Host {

    /** A command's program has no schedules, whatever the settings of the running one say. */
    private static final List<String> ALONE =
            List.of("--membersync.schedules.enabled=false", "--membersync.live-reload.enabled=false");

    /** Its log tells of trouble only, unless somebody wants more. */
    private static final List<String> QUIET = List.of(
            "--logging.level.root=WARN",
            "--logging.level.org.springframework=ERROR",
            "--logging.level.org.apache.camel.spring.boot=ERROR",
            "--logging.pattern.console=%-5level %msg%n%ex");

    private final Class<?> application;
    private final List<String> settings;

    SpringHost(Class<?> application, List<String> settings) {
        this.application = application;
        this.settings = List.copyOf(settings);
    }

    @Override
    public String user() {
        return System.getProperty("user.name", "unknown");
    }

    @Override
    public boolean isWatched() {
        return true;
    }

    @Override
    public int serve() {
        try {
            SpringApplication program = new SpringApplication(application);
            // Stop closes it: a second hook would not wait for the first, and Java would end before the database is
            // closed.
            program.setRegisterShutdownHook(false);
            ConfigurableApplicationContext context = program.run(settings.toArray(String[]::new));
            new Stop(context).await();
            return ExitCode.OK;
        } catch (RuntimeException told) {
            // Spring has said why.
            return ExitCode.FAILED;
        }
    }

    @Override
    public int run(OperationCommand command, List<String> arguments) {
        if (command.server().address() != null) {
            return new RunningInstance(command.server()).run(command, arguments);
        }
        PrintStream terminal = System.out;
        // Whatever is logged must not mix with the result.
        System.setOut(System.err);
        try {
            OptionalInt ended = command.before(this::loadSettings);
            return ended.isPresent() ? ended.getAsInt() : runStarted(command);
        } finally {
            System.setOut(terminal);
        }
    }

    private int runStarted(OperationCommand command) {
        ConfigurableApplicationContext started;
        try {
            started = new SpringApplicationBuilder(application)
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .run(arguments());
        } catch (RuntimeException told) {
            return ExitCode.FAILED;
        }
        try (ConfigurableApplicationContext context = started) {
            return command.run(context);
        }
    }

    private String[] arguments() {
        List<String> all = without(settings, ALONE);
        all.addAll(ALONE);
        all.addAll(without(QUIET, settings));
        return all.toArray(String[]::new);
    }

    /** Spring would join two values of one setting to a list. */
    private static List<String> without(List<String> some, List<String> others) {
        Set<String> names = others.stream().map(SpringHost::name).collect(Collectors.toSet());
        return some.stream().filter(one -> !names.contains(name(one))).collect(Collectors.toCollection(ArrayList::new));
    }

    private static String name(String setting) {
        return setting.split("=", 2)[0];
    }

    /** The settings without the program. */
    private MembersyncSettings loadSettings() {
        SpringApplication environment = new SpringApplicationBuilder(NoParts.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .build();
        try (ConfigurableApplicationContext context = environment.run(arguments())) {
            return SettingsLoader.load(context.getEnvironment());
        } catch (InvalidSettingsException invalid) {
            throw new CommandFailedException(invalid.getMessage());
        }
    }

    /** An empty program, to read the configuration. */
    static class NoParts {}
}
