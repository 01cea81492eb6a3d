package org.membersync.state;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The processes that share one database. Each tells now and then that it lives; from who else lives follows its share of
 * what both systems allow at a time.
 */
public class Instances {

    private static final Logger LOG = LoggerFactory.getLogger(Instances.class);

    /** Rows of processes that ended without saying so are kept this long, for people. */
    private static final Duration MEMORY = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration lease;
    private final LongSupplier nanoTime;
    private final String id = hostName() + "-" + UUID.randomUUID().toString().substring(0, 8);
    private volatile Standing standing;

    Instances(JdbcClient jdbc, Clock clock, Duration lease, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.lease = lease;
        this.nanoTime = nanoTime;
    }

    /** A process that shares its database with nobody. */
    static Instances alone() {
        return new Instances(null, null, null, null) {

            @Override
            public int share(int limit) {
                return limit;
            }

            @Override
            public int count() {
                return 1;
            }
        };
    }

    /**
     * A process as the others see it.
     *
     * @param seenAt its last heartbeat
     */
    public record Instance(String id, Instant registeredAt, Instant seenAt) {}

    /** @param admitted whether every other process knows of this one by now, so that they left it its share */
    private record Standing(int rank, int count, boolean admitted, long beatAt) {}

    /** This process's own name: unique, and the same as long as it runs. */
    public String id() {
        return id;
    }

    /** Tells that this process lives and sees who else does; one that was taken for dead comes anew. */
    void beat() {
        Instant now = clock.instant();
        int known = jdbc.sql("UPDATE instance SET registered_at = CASE WHEN seen_at < :stale"
                        + " THEN CAST(:now AS TIMESTAMP WITH TIME ZONE) ELSE registered_at END, seen_at = :now"
                        + " WHERE instance_id = :id")
                .param("stale", Columns.at(now.minus(lease)))
                .param("now", Columns.at(now))
                .param("id", id)
                .update();
        if (known == 0) {
            jdbc.sql("INSERT INTO instance (instance_id, registered_at, seen_at) VALUES (:id, :now, :now)")
                    .param("id", id)
                    .param("now", Columns.at(now))
                    .update();
        }
        jdbc.sql("DELETE FROM instance WHERE seen_at < :before")
                .param("before", Columns.at(now.minus(MEMORY)))
                .update();
        see(living(now));
    }

    private void see(List<Instance> living) {
        List<String> ids = living.stream().map(Instance::id).toList();
        Instant mine = living.get(ids.indexOf(id)).registeredAt();
        // Some time is left for a registration to be committed after the moment it tells.
        Instant known = mine.plus(lease.dividedBy(4));
        boolean admitted = living.stream()
                .filter(other -> !other.id().equals(id))
                .allMatch(other -> other.seenAt().isAfter(known));
        Standing before = standing;
        standing = new Standing(ids.indexOf(id), ids.size(), admitted, nanoTime.getAsLong());
        if (before != null && before.count() != ids.size()) {
            LOG.info("{} processes share the work now", ids.size());
        }
    }

    private List<Instance> living(Instant now) {
        return jdbc.sql("SELECT instance_id, registered_at, seen_at FROM instance WHERE seen_at >= :alive"
                        + " ORDER BY instance_id")
                .param("alive", Columns.at(now.minus(lease)))
                .query((row, number) -> new Instance(
                        row.getString("instance_id"),
                        Columns.instant(row, "registered_at"),
                        Columns.instant(row, "seen_at")))
                .list();
    }

    /** The processes that live, this one too. */
    public List<Instance> living() {
        return living(clock.instant());
    }

    /** How many processes lived at the last heartbeat. */
    public int count() {
        Standing now = standing;
        return now == null ? 0 : now.count();
    }

    /**
     * How many of so many calls at a time this process may make; all shares together are never more. None before the others
     * know of it, and none after it was not able to tell that it lives, for the others have its share by then.
     */
    public int share(int limit) {
        Standing now = standing;
        if (now == null || !now.admitted() || nanoTime.getAsLong() - now.beatAt() > lease.toNanos()) {
            return 0;
        }
        return limit / now.count() + (now.rank() < limit % now.count() ? 1 : 0);
    }

    /** Leaves, so that the others have its share at once. */
    void leave() {
        jdbc.sql("DELETE FROM instance WHERE instance_id = :id").param("id", id).update();
    }

    private static String hostName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.length() > 60 ? name.substring(0, 60) : name;
        } catch (UnknownHostException e) {
            return "unnamed";
        }
    }
}
