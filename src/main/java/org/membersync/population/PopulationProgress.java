package org.membersync.population;

/** Told how far a run over whole populations got. */
@FunctionalInterface
public interface PopulationProgress {

    /** Nobody watches. */
    PopulationProgress SILENT = (what, done, of) -> {};

    /**
     * Told now and then.
     *
     * @param what what is done, in words
     * @param done how many of them
     * @param of how many there are, or are expected to be, 0 when it is not known
     */
    void at(String what, long done, long of);
}
