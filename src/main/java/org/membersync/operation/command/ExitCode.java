package org.membersync.operation.command;

/** What a command tells the shell. */
final class ExitCode {

    static final int OK = 0;

    /** A side was unreachable, the program is switched off, or it could not start. */
    static final int FAILED = 1;

    /** The arguments are wrong; picocli uses the same number. */
    static final int USAGE = 2;

    /** Members are parked. */
    static final int PARKED = 3;

    /** The populations differ. */
    static final int DIFFERENT = 4;

    /** There is no such member, failure or run. */
    static final int UNKNOWN = 5;

    /** Rows of an imported file are bad. */
    static final int ROW_ERRORS = 6;

    /** A check found something. */
    static final int FINDINGS = 7;

    private ExitCode() {}
}
