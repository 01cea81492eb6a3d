package org.membersync.sync;

import org.membersync.mapping.MappingFileException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows problems of the mapping files as a plain list instead of a stack trace. */
class MappingFilesFailureAnalyzer extends AbstractFailureAnalyzer<MappingFileException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MappingFileException cause) {
        return new FailureAnalysis(
                "membersync cannot start with these mapping files:\n\n" + cause.getMessage(),
                "Mend the mapping files and start again; \"mappings check\" tells whether they are right.",
                cause);
    }
}
