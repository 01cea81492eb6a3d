package org.membersync.operation;

/** Something that the doctor found, and its mending. */
class Finding extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String mending;

    Finding(String found, String mending) {
        super(found);
        this.mending = mending;
    }

    String mending() {
        return mending;
    }
}
