package org.membersync.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All tables of the simulated company, with the one row version of the database and the lagging replica. */
final class Database {

    /** A row version and the time that belongs to it. */
    record Stamp(long rowVersion, Instant time) {}

    final Table<MemberRow> members = new Table<MemberRow>("mmMember")
            .index("externalMemberNo", row -> row.number)
            .index("emailAddress", row -> row.email)
            .index("phoneNo", row -> row.phoneNo);
    final Table<MembershipRow> memberships =
            new Table<MembershipRow>("mmMemberships").index("externalMembershipNo", row -> row.number);
    final Table<EntryRow> entries = new Table<EntryRow>("mmMembershipEntries")
            .index("membershipEntryNo", row -> row.membershipEntryNo)
            .index("documentNo", row -> row.documentNo);
    final Table<CardRow> cards = new Table<CardRow>("mmMemberCard")
            .index("memberEntryNo", row -> row.memberEntryNo)
            .index("membershipEntryNo", row -> row.membershipEntryNo);
    final Table<AttributeRow> attributes =
            new Table<AttributeRow>("attributevaluesets").index("mdrCodePK", row -> String.valueOf(row.memberEntryNo));
    final Table<SetupRow> setups = new Table<>("mmMembershipSetups");
    final Table<SetupRow> countries = new Table<>("countriesRegions");
    final Table<SetupRow> stores = new Table<>("collectStores");

    /** Roles by member entry number and by membership entry number. */
    final Map<Long, List<Role>> rolesOfMember = new HashMap<>();

    final Map<Long, List<Role>> rolesOfMembership = new HashMap<>();

    final Replica replica;

    private final List<Table<? extends Row>> tables =
            List.of(members, memberships, entries, cards, attributes, setups, countries, stores);
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicLong numbers = new AtomicLong(1000);
    final NewIds ids = new NewIds();
    private final Clock clock;
    private long rowVersion = 100_000;
    private Instant lastTime = Instant.EPOCH;

    Database(Clock clock) {
        this.clock = clock;
        this.replica = new Replica(clock);
    }

    <T> T read(Supplier<T> work) {
        lock.readLock().lock();
        try {
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    <T> T write(Supplier<T> work) {
        lock.writeLock().lock();
        try {
            return work.get();
        } finally {
            lock.writeLock().unlock();
        }
    }

    Clock clock() {
        return clock;
    }

    /** The next row version; times never run backwards, so the order of versions is the order of times. */
    Stamp stamp() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        lastTime = now.isBefore(lastTime) ? lastTime : now;
        return new Stamp(++rowVersion, lastTime);
    }

    long nextEntryNo() {
        return numbers.incrementAndGet();
    }

    long rowVersion() {
        return rowVersion;
    }

    /** Stores a new row; a row without an id gets a random one. */
    <R extends Row> R insert(Table<R> table, R row) {
        Stamp stamp = stamp();
        row.id = row.id == null ? ids.next() : row.id;
        row.entryNo = row.entryNo == 0 ? nextEntryNo() : row.entryNo;
        row.createdAt = row.createdAt == null ? stamp.time : row.createdAt;
        return store(table, null, row, stamp);
    }

    /** Stores a changed copy of the row with a new row version, also when nothing changes. */
    <R extends Row> R update(Table<R> table, R row, Consumer<R> change) {
        return update(table, row, change, stamp());
    }

    <R extends Row> R update(Table<R> table, R row, Consumer<R> change, Stamp stamp) {
        @SuppressWarnings("unchecked")
        R copy = (R) row.copy();
        change.accept(copy);
        return store(table, row, copy, stamp);
    }

    private <R extends Row> R store(Table<R> table, R old, R row, Stamp stamp) {
        row.rowVersion = stamp.rowVersion;
        row.modifiedAt = stamp.time;
        replica.changed(table.name(), row.id, old);
        table.put(row);
        return row;
    }

    <R extends Row> void delete(Table<R> table, R row) {
        stamp();
        replica.changed(table.name(), row.id, row);
        table.remove(row.id);
    }

    /** The card's member; a blank one when it was deleted meanwhile. */
    MemberRow memberOf(CardRow card) {
        MemberRow member = members.entry(card.memberEntryNo);
        return member == null ? new MemberRow() : member;
    }

    /** The card's membership; a blank one when it was deleted meanwhile. */
    MembershipRow membershipOf(CardRow card) {
        MembershipRow membership = memberships.entry(card.membershipEntryNo);
        return membership == null ? new MembershipRow() : membership;
    }

    void addRole(Role role) {
        rolesOfMember
                .computeIfAbsent(role.memberEntryNo(), key -> new ArrayList<>())
                .add(role);
        rolesOfMembership
                .computeIfAbsent(role.membershipEntryNo(), key -> new ArrayList<>())
                .add(role);
    }

    void replaceRole(Role old, Role role) {
        rolesOfMember.get(old.memberEntryNo()).replaceAll(each -> each.equals(old) ? role : each);
        rolesOfMembership.get(old.membershipEntryNo()).replaceAll(each -> each.equals(old) ? role : each);
    }

    void removeRoles(long memberEntryNo) {
        List<Role> gone = rolesOfMember.remove(memberEntryNo);
        if (gone != null) {
            gone.forEach(role -> rolesOfMembership.get(role.membershipEntryNo()).remove(role));
        }
    }

    List<Role> rolesOf(MemberRow member) {
        return rolesOfMember.getOrDefault(member.entryNo, List.of());
    }

    List<Role> rolesOf(MembershipRow membership) {
        return rolesOfMembership.getOrDefault(membership.entryNo, List.of());
    }

    /** Numbers all rows anew from 1 on in their old order, as an environment copied from a backup may have them. */
    void restore() {
        List<Renumbering<? extends Row>> all = new ArrayList<>();
        tables.forEach(table -> collect(table, all));
        all.sort(Comparator.comparingLong(each -> each.row().rowVersion));
        replica.forget();
        rowVersion = 0;
        for (Renumbering<? extends Row> each : all) {
            each.apply(++rowVersion);
        }
    }

    private static <R extends Row> void collect(Table<R> table, List<Renumbering<? extends Row>> into) {
        table.all().forEach(row -> into.add(new Renumbering<>(table, row)));
    }

    private record Renumbering<R extends Row>(Table<R> table, R row) {
        void apply(long version) {
            @SuppressWarnings("unchecked")
            R copy = (R) row.copy();
            copy.rowVersion = version;
            table.put(copy);
        }
    }
}
