package org.membersync.operation.command;

import java.util.List;
import java.util.Map;
import org.membersync.operation.ActivationWork;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "detach",
        description = {
            "Ends the coupling of an audience or attribute, or of all of an activation, before it is taken out of the file.",
            "The field's label and options say so, and everybody's value stays. \"activations sync\" attaches it again."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "5:there is no such activation, audience or attribute"})
class ActivationsDetachCommand extends OperationCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "The name that the file gives the activation.")
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ID",
            defaultValue = "",
            description = "Id of the audience or attribute; without it all of the activation.")
    private String id;

    @Override
    boolean isReading() {
        return false;
    }

    @Override
    int run(BeanFactory beans) {
        List<String> detached = beans.getBean(ActivationWork.class).detach(name, id, user());
        if (detached.isEmpty()) {
            err().println(
                            "There is no such activation, audience or attribute: \"activations list\" and \"activations show\""
                                    + " show those that are");
            return ExitCode.UNKNOWN;
        }
        print(Map.of("detached", detached), () -> detached.forEach(one -> out().println(one + " is detached")));
        return ExitCode.OK;
    }
}
