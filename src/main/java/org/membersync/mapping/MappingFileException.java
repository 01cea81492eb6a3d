package org.membersync.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** The mapping files cannot be used. Holds every problem that was found, not only the first. */
public class MappingFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<MappingProblem> problems;

    /** The message lists all problems, one per line. */
    public MappingFileException(List<MappingProblem> problems) {
        super(problems.stream().map(MappingProblem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, in the order of the files' lines; never empty. */
    public List<MappingProblem> problems() {
        return problems;
    }
}
