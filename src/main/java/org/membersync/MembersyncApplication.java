package org.membersync;

import org.membersync.operation.command.CommandLineProgram;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program. */
@SpringBootApplication
public class MembersyncApplication {

    /** Runs the command of the arguments; without one it serves until it is stopped. */
    public static void main(String[] args) {
        System.exit(CommandLineProgram.run(MembersyncApplication.class, args));
    }
}
