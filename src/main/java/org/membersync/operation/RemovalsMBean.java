package org.membersync.operation;

import java.util.List;
import javax.management.openmbean.TabularData;
import org.membersync.state.RemovalHolds;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Unsubscriptions and erasures that wait because they are too many at once, for Hawtio's JMX page. */
@ManagedResource(
        objectName = "org.membersync:type=Removals",
        description = "Unsubscriptions and erasures that are held for an operator")
public class RemovalsMBean {

    private static final int SAMPLE = 100;

    private final RemovalHolds removals;

    RemovalsMBean(RemovalHolds removals) {
        this.removals = removals;
    }

    @ManagedAttribute(description = "How many wait, for the others to be decided or for an operator")
    public long getWaiting() {
        return removals.count();
    }

    @ManagedAttribute(description = "Since when an operator is asked; empty when none is")
    public String getHeldSince() {
        return removals.openSince().map(Object::toString).orElse("");
    }

    @ManagedAttribute(description = "The first of those that wait")
    public TabularData getHeld() {
        List<Object[]> rows = removals.sample(SAMPLE).stream()
                .map(held -> new Object[] {
                    held.memberNumber(), held.outcome(), held.reasons(), held.source(), held.firstSeenAt()
                })
                .toList();
        return JmxTable.of("held", rows, "member", "removal", "reasons", "source", "seenAt");
    }

    /** Lets those that wait be carried out, once, and says how many. */
    @ManagedOperation(description = "Lets those that wait now be carried out, once; -1 when no operator is asked")
    @ManagedOperationParameter(name = "note", description = "Why")
    public long approve(String note) {
        return removals.approve(who(), text(note)).orElse(-1);
    }

    /** Drops those that wait, and says how many. */
    @ManagedOperation(description = "Drops those that wait now, so that the members stay; -1 when no operator is asked")
    @ManagedOperationParameter(name = "note", description = "Why")
    public long discard(String note) {
        return removals.discard(who(), text(note)).orElse(-1);
    }

    private static String text(String note) {
        return note == null ? "" : note;
    }

    private static String who() {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        return person == null ? "jmx" : person.getName();
    }
}
