package org.membersync.operation.command;

import jakarta.servlet.http.HttpServletRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Runs a command in this instance, because only it has the embedded database open. */
@RestController
@ConditionalOnWebApplication
class OperationsController {

    private static final int MOST_ARGUMENTS = 1000;

    private final BeanFactory beans;

    OperationsController(BeanFactory beans) {
        this.beans = beans;
    }

    /** The command with its options, as it stands behind the program's name in a shell. */
    record Asked(List<String> args) {}

    /** What the command said. */
    record Answered(int exitCode, String output, String errors) {}

    @PostMapping(
            path = RunningInstance.PATH,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Answered run(@RequestBody Asked asked, HttpServletRequest request) {
        if (asked.args() == null || asked.args().size() > MOST_ARGUMENTS || hasNull(asked.args())) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "args must be a list of texts");
        }
        Host host = new InstanceHost(beans, request.getRemoteUser(), request.isUserInRole("OPERATOR"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = CommandLineProgram.run(
                host, new PrintWriter(out), new PrintWriter(err), asked.args().toArray(String[]::new));
        return new Answered(exitCode, out.toString(), err.toString());
    }

    private static boolean hasNull(List<String> args) {
        return args.stream().anyMatch(Objects::isNull);
    }
}
