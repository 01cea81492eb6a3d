package org.membersync.operation.command;

import java.net.URI;
import picocli.CommandLine.Option;

/** Where the running instance is, and who asks it; the password is never an argument, because others can see those. */
class ServerOptions {

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = {
                "Runs the command inside the instance that is running there, such as http://localhost:8080.",
                "Needed while that instance has the embedded database open."
            })
    private URI address;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "operator",
            description = {
                "Who logs in at --server (default: operator). The password is taken from the environment variable"
                        + " MEMBERSYNC_WEB_OPERATORPASSWORD, else asked for."
            })
    private String user;

    URI address() {
        return address;
    }

    String user() {
        return user;
    }
}
