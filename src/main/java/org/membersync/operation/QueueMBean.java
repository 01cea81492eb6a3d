package org.membersync.operation;

import java.util.List;
import java.util.stream.Stream;
import javax.management.openmbean.TabularData;
import org.membersync.businesscentral.Feed;
import org.membersync.decision.Direction;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Holds;
import org.membersync.state.Watermarks;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The change queue and what leads into it, for Hawtio's JMX page. */
@ManagedResource(objectName = "org.membersync:type=Queue", description = "The change queue")
public class QueueMBean {

    private final ChangeQueue queue;
    private final Holds holds;
    private final Watermarks watermarks;

    QueueMBean(ChangeQueue queue, Holds holds, Watermarks watermarks) {
        this.queue = queue;
        this.holds = holds;
        this.watermarks = watermarks;
    }

    @ManagedAttribute(description = "How many changes wait, by state")
    public TabularData getDepth() {
        List<Object[]> rows = queue.depth().entrySet().stream()
                .map(state -> new Object[] {state.getKey(), state.getValue()})
                .toList();
        return JmxTable.of("depth", rows, "state", "members");
    }

    @ManagedAttribute(description = "Directions that wait for mended access")
    public TabularData getHolds() {
        List<Object[]> rows = Stream.of(Direction.values())
                .flatMap(direction -> holds.find(direction).stream().map(hold ->
                        new Object[] {direction, hold.reason(), hold.message(), hold.since(), hold.until()}))
                .toList();
        return JmxTable.of("holds", rows, "direction", "reason", "message", "since", "nextTry");
    }

    @ManagedAttribute(description = "How far each feed of Business Central was read")
    public TabularData getFeeds() {
        List<Object[]> rows = Stream.of(Feed.values())
                .flatMap(feed -> watermarks.find(feed).stream())
                .map(mark -> new Object[] {mark.feed().entitySet(), mark.settled(), mark.readAt(), mark.complete()})
                .toList();
        return JmxTable.of("feeds", rows, "feed", "position", "readToItsEndAt", "complete");
    }

    /** Tries access again now instead of at the next try. */
    @ManagedOperation(description = "Ends the waiting for mended access, after the access was mended")
    public void release() {
        holds.release(Direction.OUTBOUND);
    }
}
