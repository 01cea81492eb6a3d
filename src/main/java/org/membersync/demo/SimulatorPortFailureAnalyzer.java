package org.membersync.demo;

import java.util.Locale;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which port of the demo is taken, and how to choose another, instead of a stack trace. */
class SimulatorPortFailureAnalyzer extends AbstractFailureAnalyzer<SimulatorPortException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SimulatorPortException cause) {
        String setting = cause.setting();
        String variable = setting.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
        return new FailureAnalysis(
                cause.getMessage(),
                "End the program that uses port " + cause.port() + ", perhaps another demo, or choose another port by "
                        + setting + " (" + variable + ").",
                cause);
    }
}
