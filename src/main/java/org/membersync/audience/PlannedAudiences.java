package org.membersync.audience;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.membersync.decision.HeldValue;
import org.membersync.mapping.FieldPlan;
import org.membersync.mapping.ListDefinition;
import org.membersync.state.AudienceItems;
import org.membersync.state.AudiencePersons.Person;
import org.membersync.state.PlannedTellings.Truth;

/** What would be true with all that a plan was told, on lists that would have their fields (behaviour R3). */
public class PlannedAudiences implements AudienceView {

    private final Truth truth;
    private final Map<String, ListDefinition> lists = new TreeMap<>();
    private final Map<String, Map<String, Person>> ahead = new TreeMap<>();
    private final AudienceReadings readings = new AudienceReadings(this::next, System::nanoTime);

    public PlannedAudiences(Truth truth) {
        this.truth = truth;
        truth.persons().forEach((id, person) -> ahead.computeIfAbsent(person.list(), any -> new LinkedHashMap<>())
                .put(id, person));
    }

    /** The ids of everybody who would have a turn, in their order. */
    public List<String> persons() {
        return List.copyOf(truth.persons().keySet());
    }

    /** A list as it is, and what would be made and changed on it. */
    public void list(String list, ListDefinition definition, FieldPlan plan) {
        lists.put(list, plan.madeOn(definition));
    }

    @Override
    public Optional<Person> person(String personId) {
        Person person = truth.persons().get(personId);
        if (person != null) {
            synchronized (ahead) {
                ahead.get(person.list()).remove(personId);
            }
        }
        return Optional.ofNullable(person);
    }

    private List<Person> next(String list, int limit) {
        List<Person> next = new ArrayList<>();
        synchronized (ahead) {
            for (Person person : ahead.getOrDefault(list, Map.of()).values()) {
                if (next.size() == limit) {
                    break;
                }
                next.add(person);
            }
        }
        return next;
    }

    @Override
    public Map<String, HeldValue> values(String personId) {
        return truth.values().getOrDefault(personId, Map.of());
    }

    @Override
    public List<AudienceItems.State> items(String list) {
        return truth.items().getOrDefault(list, List.of());
    }

    @Override
    public ListDefinition list(String list) {
        return lists.get(list);
    }

    @Override
    public AudienceReadings readings() {
        return readings;
    }

    /** How many, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return truth.toString();
    }
}
