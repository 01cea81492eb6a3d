package org.membersync.audience;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.membersync.decision.HeldValue;
import org.membersync.mapping.ListDefinition;
import org.membersync.state.AudienceItems;
import org.membersync.state.AudiencePersons.Person;

/** What turns go by: what is true now, or what a plan reckons with. */
interface AudienceView {

    /** The person, unless nothing is known of them any more. */
    Optional<Person> person(String personId);

    /** What is true of the person, by item. */
    Map<String, HeldValue> values(String personId);

    /** What is known of the list's audiences and attributes. */
    List<AudienceItems.State> items(String list);

    /** The list as it was last read. */
    ListDefinition list(String list);

    /** Who reads entries, for several persons with one call. */
    AudienceReadings readings();
}
