package org.membersync.demo;

import java.time.Instant;

/**
 * A row of a simulated Business Central table. A row is never changed once it is in a table: a change stores a copy.
 *
 * <p>The fields of the subclasses are plain, as the columns of a table are.
 */
abstract class Row implements Cloneable {

    /** SystemId, a lower-case GUID. */
    String id;

    /** The primary key. */
    long entryNo;

    /** SystemRowVersion: from the one counter of the database. */
    long rowVersion;

    /** SystemModifiedAt. */
    Instant modifiedAt;

    /** SystemCreatedAt. */
    Instant createdAt;

    Row copy() {
        try {
            return (Row) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("rows are cloneable", e);
        }
    }
}
