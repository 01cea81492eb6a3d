package org.membersync.population;

import java.util.Optional;
import org.membersync.state.Difference;

/** What a comparison says of one person. */
record Finding(Verdict verdict, Optional<Difference> difference) {

    static final Finding EQUAL = new Finding(Verdict.EQUAL, Optional.empty());
    static final Finding WAITING = new Finding(Verdict.WAITING, Optional.empty());
    static final Finding SETTLED = new Finding(Verdict.SETTLED, Optional.empty());
    static final Finding ELSEWHERE = new Finding(Verdict.ELSEWHERE, Optional.empty());

    /** How it stands. */
    enum Verdict {
        /** Linked, and every compared field means the same. */
        EQUAL,
        /** A turn is due or was made since the run began: it says more than the pages. */
        WAITING,
        /** Nothing is to be written: the person is rightly not on the list, or left alone by a rule. */
        SETTLED,
        /** The other side's part of the comparison tells of it. */
        ELSEWHERE,
        DIFFERENT
    }

    static Finding of(Difference difference) {
        return new Finding(Verdict.DIFFERENT, Optional.of(difference));
    }
}
