package org.membersync.demo;

/** A change whose row version and time are taken, but which nobody sees until it is committed. */
public final class LateChange {

    private Runnable commit;

    LateChange(Runnable commit) {
        this.commit = commit;
    }

    /**
     * Makes the change visible with its older row version and time.
     *
     * @throws IllegalStateException when called twice
     */
    public void commit() {
        if (commit == null) {
            throw new IllegalStateException("The late change was committed already");
        }
        commit.run();
        commit = null;
    }
}
