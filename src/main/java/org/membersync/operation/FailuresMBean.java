package org.membersync.operation;

import java.util.Arrays;
import java.util.List;
import javax.management.openmbean.TabularData;
import org.membersync.decision.Agreement.Side;
import org.membersync.state.Failures;
import org.membersync.state.FieldFailures;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Parked members, for Hawtio's JMX page. */
@ManagedResource(objectName = "org.membersync:type=Failures", description = "Parked members")
public class FailuresMBean {

    private static final int SHOWN = 1000;

    private final Failures failures;
    private final FieldFailures fieldFailures;

    FailuresMBean(Failures failures, FieldFailures fieldFailures) {
        this.failures = failures;
        this.fieldFailures = fieldFailures;
    }

    @ManagedAttribute(description = "How many members are parked for each reason")
    public TabularData getReasons() {
        List<Object[]> rows = failures.tally().stream()
                .map(one -> new Object[] {one.reason(), one.members(), one.oldest()})
                .toList();
        return JmxTable.of("reasons", rows, "reason", "members", "oldest");
    }

    @ManagedAttribute(description = "The first thousand parked members, oldest first")
    public TabularData getParked() {
        List<Object[]> rows = failures.open("", SHOWN).stream()
                .map(failure -> new Object[] {
                    failure.id(),
                    failure.memberNumber(),
                    failure.reason(),
                    failure.message(),
                    failure.failedAt(),
                    failure.attempts()
                })
                .toList();
        return JmxTable.of("parked", rows, "id", "member", "reason", "message", "parkedAt", "tries");
    }

    /** Puts a parked member back in the queue. */
    @ManagedOperation(description = "Puts a parked member back in the queue; false when that failure is not parked")
    @ManagedOperationParameter(name = "id", description = "The failure's number")
    public boolean replay(long id) {
        return failures.replay(id, Person.name());
    }

    /** Puts every member back that is parked for that reason, and says how many. */
    @ManagedOperation(description = "Puts every member back that is parked for the reason, and says how many")
    @ManagedOperationParameter(name = "reason", description = "Such as unmapped-value")
    public int replayByReason(String reason) {
        return failures.replayAll(reason, Person.name());
    }

    /** Puts every parked member back, and says how many. */
    @ManagedOperation(description = "Puts every parked member back in the queue, and says how many")
    public int replayAll() {
        return failures.replayAll(Person.name());
    }

    /** Ends all failures of that reason without another try, and says how many. */
    @ManagedOperation(description = "Ends all failures of the reason without another try, and says how many")
    @ManagedOperationParameter(name = "reason", description = "Such as unmapped-value")
    @ManagedOperationParameter(name = "note", description = "Why")
    public int dismissByReason(String reason, String note) {
        return failures.dismissAll(reason, Person.name(), note == null ? "" : note);
    }

    /** Ends a failure without another try. */
    @ManagedOperation(description = "Ends a failure without another try; false when it is not parked")
    @ManagedOperationParameter(name = "id", description = "The failure's number")
    @ManagedOperationParameter(name = "note", description = "Why")
    public boolean dismiss(long id, String note) {
        return failures.dismiss(id, Person.name(), note == null ? "" : note);
    }

    /** Chooses whose value counts in a field's conflict; the values themselves are not shown here. */
    @ManagedOperation(
            description =
                    "Chooses whose value counts where both sides changed a field; false when that is no open conflict")
    @ManagedOperationParameter(name = "id", description = "The failure's number, of reason field-conflict")
    @ManagedOperationParameter(name = "side", description = "BUSINESS_CENTRAL or HEYLOYALTY")
    public boolean resolve(long id, String side) {
        Side chosen = Arrays.stream(Side.values())
                .filter(one -> one.name().equalsIgnoreCase(String.valueOf(side).strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The side is BUSINESS_CENTRAL or HEYLOYALTY"));
        return fieldFailures.resolve(id, chosen, Person.name());
    }
}
