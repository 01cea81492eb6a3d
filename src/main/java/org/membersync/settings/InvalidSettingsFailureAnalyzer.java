package org.membersync.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows settings problems as a plain list instead of a stack trace. */
class InvalidSettingsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettingsException cause) {
        return new FailureAnalysis(
                "membersync cannot start with these settings:\n\n" + cause.getMessage(),
                "Mend them in config/application.yaml, as environment variables (the names in brackets) or as mounted"
                        + " secrets, and start again. All settings are in the README.",
                cause);
    }
}
