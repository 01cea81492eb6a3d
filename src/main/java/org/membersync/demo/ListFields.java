package org.membersync.demo;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.membersync.member.FieldValue;

/** The fields of the simulated list. Safe for many threads. */
final class ListFields {

    static final List<String> FORMATS = List.of("text", "number", "date", "boolean", "choice", "multi");

    private static final List<String> NOT_FIELDS =
            List.of("skipOptIn", "search_temporary", "obscureMemberData", "list_id", "id", "status");

    private final Map<Integer, SimulatedField> byId = new ConcurrentSkipListMap<>();
    private volatile Map<String, SimulatedField> byName = Map.of();
    private int lastId = 100;
    private int lastOption = 40_000;

    ListFields() {
        StandardFields.addTo(this);
    }

    synchronized void add(boolean fixed, String name, String format, String label, Map<String, String> options) {
        SimulatedField old = byName.get(name);
        int id = old == null ? ++lastId : old.id();
        byId.put(id, new SimulatedField(id, name, fixed, format, label, new LinkedHashMap<>(options)));
        index();
    }

    synchronized void remove(String name) {
        byId.values().removeIf(field -> field.name().equals(name));
        index();
    }

    private void index() {
        byName = byId.values().stream()
                .collect(Collectors.toMap(
                        SimulatedField::name, field -> field, (first, second) -> second, LinkedHashMap::new));
    }

    synchronized String addOption(String field, String label) {
        SimulatedField old = byName.get(field);
        String id = String.valueOf(++lastOption);
        Map<String, String> options = new LinkedHashMap<>(old.options());
        options.put(id, label);
        add(old.fixed(), field, old.format(), old.label(), options);
        return id;
    }

    /** Gives an option another label; it keeps its id, and so everybody's value stays. */
    synchronized void relabel(String field, String id, String label) {
        SimulatedField old = byName.get(field);
        if (!old.options().containsKey(id)) {
            throw HeyLoyaltyError.invalid("The field " + field + " does not have this option");
        }
        Map<String, String> options = new LinkedHashMap<>(old.options());
        options.put(id, label);
        add(old.fixed(), field, old.format(), old.label(), options);
    }

    /** Creates the field when it is new; changes label and adds options of new labels when it exists. */
    synchronized void upsert(String name, String format, String label, List<String> optionLabels) {
        SimulatedField old = byName.get(name);
        if (old == null) {
            add(false, name, format, label, Map.of());
        } else {
            add(old.fixed(), name, old.format(), label.isEmpty() ? old.label() : label, old.options());
        }
        optionLabels.stream()
                .filter(wanted -> !byName.get(name).options().containsValue(wanted))
                .forEach(wanted -> addOption(name, wanted));
    }

    /** The field of that name, null when the list has none. */
    SimulatedField get(String name) {
        return byName.get(name);
    }

    Collection<SimulatedField> all() {
        return byName.values();
    }

    /**
     * Reads what was sent into values.
     *
     * @param sent field name to text or list of texts
     * @throws HeyLoyaltyError for a field the list does not have, or a value HeyLoyalty refuses
     */
    Map<String, FieldValue> accept(Map<String, List<String>> sent) {
        Map<String, FieldValue> values = new LinkedHashMap<>();
        sent.forEach((name, texts) -> {
            SimulatedField field = byName.get(name);
            if (field != null) {
                values.put(name, field.accept(texts));
            } else if (!NOT_FIELDS.contains(name)) {
                throw HeyLoyaltyError.invalid("The list has no field " + name);
            }
        });
        return values;
    }
}
