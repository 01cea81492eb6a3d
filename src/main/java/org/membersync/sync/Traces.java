package org.membersync.sync;

/** Stack traces for the log. */
final class Traces {

    private Traces() {}

    /** The trace with the classes of the failure and its causes, without their texts, which may quote a member's data. */
    static Throwable withoutMessages(Throwable failure) {
        Throwable shown = new Throwable(failure.getClass().getName(), cause(failure), false, true) {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                return getMessage();
            }
        };
        shown.setStackTrace(failure.getStackTrace());
        return shown;
    }

    private static Throwable cause(Throwable failure) {
        return failure.getCause() == null ? null : withoutMessages(failure.getCause());
    }
}
