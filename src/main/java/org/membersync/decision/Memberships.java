package org.membersync.decision;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.membersync.member.Membership;

/** Which of several memberships counts. */
public final class Memberships {

    private Memberships() {}

    /**
     * The first that is not blocked, with a period that covers today before one without; else the last (behaviour E5).
     */
    public static Optional<Membership> counting(List<Membership> memberships, LocalDate today) {
        Optional<Membership> current = memberships.stream()
                .filter(membership -> !membership.blocked() && membership.covers(today))
                .findFirst();
        if (current.isPresent()) {
            return current;
        }
        Optional<Membership> open =
                memberships.stream().filter(membership -> !membership.blocked()).findFirst();
        if (open.isPresent()) {
            return open;
        }
        return memberships.isEmpty() ? Optional.empty() : Optional.of(memberships.get(memberships.size() - 1));
    }
}
