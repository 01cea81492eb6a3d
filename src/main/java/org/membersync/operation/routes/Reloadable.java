package org.membersync.operation.routes;

import java.nio.file.Path;

/** Something that is read from a folder and can be read again while the program runs. */
public interface Reloadable {

    /** The folder to watch, with all folders in it; it need not exist. */
    Path folder();

    /**
     * Takes what is now in the folder, or goes on with what it has.
     *
     * @throws RuntimeException whose message names file, line and mending when the folder's content is refused
     */
    void reload();
}
