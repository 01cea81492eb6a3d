package org.membersync.operation.routes;

/**
 * What is wrong in a route file and how to mend it.
 *
 * @param file name of the file or folder
 * @param line from 1; 0 when no line is to blame
 */
record RouteProblem(String file, int line, String problem, String mending) {

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + problem + ". " + mending;
    }
}
