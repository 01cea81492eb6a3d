package org.membersync.operation;

import java.util.List;
import java.util.stream.Stream;
import javax.management.openmbean.TabularData;
import org.membersync.businesscentral.Feed;
import org.membersync.decision.Direction;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Holds;
import org.membersync.state.ListChanges;
import org.membersync.state.Pauses;
import org.membersync.state.Watermarks;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The change queue and what leads into it, for Hawtio's JMX page. */
@ManagedResource(objectName = "org.membersync:type=Queue", description = "The change queue")
public class QueueMBean {

    private static final int SHOWN_PAUSES = 20;

    private final ChangeQueue queue;
    private final Holds holds;
    private final Pauses pauses;
    private final Watermarks watermarks;
    private final ListChanges list;

    QueueMBean(ChangeQueue queue, Holds holds, Pauses pauses, Watermarks watermarks, ListChanges list) {
        this.queue = queue;
        this.holds = holds;
        this.pauses = pauses;
        this.watermarks = watermarks;
        this.list = list;
    }

    @ManagedAttribute(description = "How many changes wait, by state")
    public TabularData getDepth() {
        List<Object[]> rows = queue.depth().entrySet().stream()
                .map(state -> new Object[] {state.getKey(), state.getValue()})
                .toList();
        return JmxTable.of("depth", rows, "state", "members");
    }

    @ManagedAttribute(description = "Directions whose access is refused: a source other than work is a poll")
    public TabularData getHolds() {
        List<Object[]> rows = Stream.of(Direction.values())
                .flatMap(direction -> holds.find(direction).stream().map(hold -> new Object[] {
                    direction, hold.source(), hold.reason(), hold.message(), hold.since(), hold.until()
                }))
                .toList();
        return JmxTable.of("holds", rows, "direction", "source", "reason", "message", "since", "nextTry");
    }

    @ManagedAttribute(description = "How far each feed of Business Central and the HeyLoyalty list were read")
    public TabularData getFeeds() {
        Stream<Object[]> feeds = Stream.of(Feed.values())
                .flatMap(feed -> watermarks.find(feed).stream())
                .map(mark -> new Object[] {mark.feed().entitySet(), mark.settled(), mark.readAt(), mark.complete()});
        Stream<Object[]> entries =
                list.mark().stream().map(mark -> new Object[] {"HeyLoyalty list", mark.newest(), mark.readAt(), true});
        List<Object[]> rows = Stream.concat(feeds, entries).toList();
        return JmxTable.of("feeds", rows, "feed", "position", "readToItsEndAt", "complete");
    }

    @ManagedAttribute(description = "The latest pauses of the directions, newest first; one without an end goes on")
    public TabularData getPauses() {
        List<Object[]> rows = pauses.latest(SHOWN_PAUSES).stream()
                .map(pause -> new Object[] {
                    pause.direction(), pause.since(), pause.who(), pause.reason(), pause.resumedAt(), pause.resumedBy()
                })
                .toList();
        return JmxTable.of("pauses", rows, "direction", "pausedAt", "pausedBy", "reason", "resumedAt", "resumedBy");
    }

    /** Tries access again now instead of at the next try. */
    @ManagedOperation(description = "Ends the waiting for mended access, after the access was mended")
    public void release() {
        holds.release();
    }

    /** Begins no more work in the direction, in any process on this database. */
    @ManagedOperation(description = "Begins no more work in the direction until it is resumed; false when it is paused")
    @ManagedOperationParameter(name = "direction", description = "outbound or inbound")
    @ManagedOperationParameter(name = "reason", description = "Why; kept and shown")
    public boolean pause(String direction, String reason) {
        return pauses.pause(named(direction), Person.name(), reason == null ? "" : reason);
    }

    /** Lets the direction go on with what waits. */
    @ManagedOperation(description = "Lets a paused direction go on; false when it is not paused")
    @ManagedOperationParameter(name = "direction", description = "outbound or inbound")
    public boolean resume(String direction) {
        return pauses.resume(named(direction), Person.name());
    }

    private static Direction named(String direction) {
        return Standstills.DIRECTIONS.stream()
                .filter(one -> one.name().equalsIgnoreCase(direction))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The direction is outbound or inbound"));
    }
}
