package org.membersync.operation.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.springframework.beans.factory.BeanFactory;

/** A command that was called in a running program, and what it said. */
record Called(int exitCode, String output, String errors) {

    static Called operator(BeanFactory beans, String... args) {
        return on(new InstanceHost(beans, "astrid", true), args);
    }

    static Called viewer(BeanFactory beans, String... args) {
        return on(new InstanceHost(beans, "viggo", false), args);
    }

    static Called on(Host host, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = CommandLineProgram.run(host, new PrintWriter(out), new PrintWriter(err), args);
        return new Called(exitCode, out.toString(), err.toString());
    }
}
