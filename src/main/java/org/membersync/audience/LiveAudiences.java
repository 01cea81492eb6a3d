package org.membersync.audience;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.membersync.decision.HeldValue;
import org.membersync.mapping.ListDefinition;
import org.membersync.state.AudienceItems;
import org.membersync.state.AudiencePersons;
import org.membersync.state.AudiencePersons.Person;

/** What is true now. */
record LiveAudiences(AudiencePersons persons, AudienceItems states, AudienceLists lists, AudienceReadings readings)
        implements AudienceView {

    @Override
    public Optional<Person> person(String personId) {
        return persons.find(personId);
    }

    @Override
    public Map<String, HeldValue> values(String personId) {
        return persons.values(personId);
    }

    @Override
    public List<AudienceItems.State> items(String list) {
        return states.of(list);
    }

    @Override
    public ListDefinition list(String list) {
        return lists.current(list);
    }
}
