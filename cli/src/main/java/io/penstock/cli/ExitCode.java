package io.penstock.cli;

/** What a script can tell from how a command ended. */
final class ExitCode {
    /** All went well. */
    static final int OK = 0;

    /** The work was done and its outcome is bad: a check or a script record failed, a statement was refused. */
    static final int FAILED = 1;

    /** The command was called wrongly. */
    static final int USAGE = 2;

    /** Something around it failed: a server did not start, the disk is full, a file cannot be read. */
    static final int ENVIRONMENT = 3;

    /** A defect in Penstock. */
    static final int DEFECT = 70;

    /** Stopped by Ctrl-C. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
