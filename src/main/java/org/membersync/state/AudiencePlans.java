package org.membersync.state;

/** Begins plans of audiences. */
public interface AudiencePlans {

    /** A plan that was told nothing yet. */
    PlannedTellings begin();
}
