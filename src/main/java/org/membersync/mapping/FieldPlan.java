package org.membersync.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What must be changed on a list so that it has the fields of its audiences and attributes, and nothing that others own
 * (behaviour A2, A4, quality P8).
 *
 * @param changes the fields that are made or changed
 * @param findings item key to what stands in its way
 * @param owned keys of the items whose field is ours: we make it, or found it exactly as we would
 * @param renewed keys of the items whose options are made anew, so that every person's value must be written again
 */
public record FieldPlan(
        List<FieldChange> changes, Map<String, String> findings, Set<String> owned, Set<String> renewed) {

    /**
     * An item and what we know of its field.
     *
     * @param removed whether the CDP deleted the audience
     * @param owned whether the field is ours already
     * @param label what the field is to be called
     */
    public record Wanted(ActivationItem item, boolean removed, boolean owned, String label) {}

    /** The plan. @param removedLabel what field and options of a deleted audience are called */
    public static FieldPlan of(List<Wanted> wanted, ListDefinition list, String removedLabel) {
        FieldPlan plan = new FieldPlan(new ArrayList<>(), new LinkedHashMap<>(), new TreeSet<>(), new TreeSet<>());
        wanted.forEach(one -> plan.add(one, list, removedLabel));
        return plan;
    }

    /** Whether anything must be written. */
    public boolean isChange() {
        return !changes.isEmpty();
    }

    /** The list as it would be with these changes; a new option has its label for an id. */
    public ListDefinition madeOn(ListDefinition list) {
        Map<String, ListField> fields = new LinkedHashMap<>(list.fields());
        for (FieldChange change : changes) {
            Map<String, String> options = new LinkedHashMap<>(
                    list.field(change.name()).map(ListField::options).orElse(Map.of()));
            change.options()
                    .forEach(option ->
                            options.put(option.id().isEmpty() ? option.label() : option.id(), option.label()));
            fields.put(change.name(), new ListField(change.name(), change.format(), options, change.label()));
        }
        return new ListDefinition(list.id(), list.name(), list.countryId(), list.duplicates(), fields);
    }

    private void add(Wanted wanted, ListDefinition list, String removedLabel) {
        Optional<ListField> field = list.field(wanted.item().field());
        if (wanted.removed()) {
            field.filter(there -> wanted.owned()).ifPresent(there -> remove(wanted.item(), there, removedLabel));
            return;
        }
        String conflict =
                field.map(there -> conflict(wanted, there, list, removedLabel)).orElse("");
        if (!conflict.isEmpty()) {
            findings.put(wanted.item().key(), conflict);
            return;
        }
        owned.add(wanted.item().key());
        boolean hasOptions =
                field.map(there -> missing(wanted.item(), there).isEmpty()).orElse(false);
        boolean hasLabel = field.map(
                        there -> there.label().isEmpty() || there.label().equals(wanted.label()))
                .orElse(false);
        boolean removedLabelLeft =
                field.map(there -> there.label().equals(removedLabel)).orElse(false);
        if (!hasOptions || !hasLabel && (wanted.owned() || removedLabelLeft)) {
            changes.add(change(wanted.item(), wanted.label(), field));
        }
        if (!hasOptions && (field.isPresent() || wanted.owned())) {
            renewed.add(wanted.item().key());
        }
    }

    private static FieldChange change(ActivationItem item, String label, Optional<ListField> field) {
        List<FieldChange.Option> options =
                field
                        .map(there -> missing(item, there))
                        .orElseGet(() -> labels(item).toList())
                        .stream()
                        .map(missing -> new FieldChange.Option("", missing))
                        .toList();
        return new FieldChange(item.field(), label, item.format(), options);
    }

    private static Stream<String> labels(ActivationItem item) {
        return item.isAudience() ? Stream.of(item.inLabel(), item.outLabel()) : Stream.empty();
    }

    private static List<String> missing(ActivationItem item, ListField field) {
        return labels(item)
                .filter(label -> !field.options().containsValue(label))
                .toList();
    }

    private static String conflict(Wanted wanted, ListField there, ListDefinition list, String removedLabel) {
        ActivationItem item = wanted.item();
        boolean foreignOptions = there.options().values().stream()
                .anyMatch(label -> !label.equals(removedLabel) && labels(item).noneMatch(label::equals));
        boolean otherFormat = !there.format().equals(item.format());
        // Nobody but us gives a field that name, also when we do not remember it.
        boolean removedByUs = there.label().equals(removedLabel) && !foreignOptions;
        if (!otherFormat
                && (wanted.owned()
                        || removedByUs
                        || !foreignOptions && missing(item, there).isEmpty())) {
            return "";
        }
        return "list " + list.id() + " has a field " + item.field() + " already, and "
                + (otherFormat ? "it is a " + there.format() + " field" : "its options are others")
                + ": nothing of it is changed. Give the " + (item.isAudience() ? "audience" : "attribute")
                + " another field in its file, or remove the field in HeyLoyalty if nobody needs it";
    }

    /** The options keep their ids, so that every person's value stays. */
    private void remove(ActivationItem item, ListField there, String removedLabel) {
        List<FieldChange.Option> options = there.options().entrySet().stream()
                .filter(option -> labels(item).anyMatch(option.getValue()::equals))
                .map(option -> new FieldChange.Option(option.getKey(), removedLabel))
                .toList();
        owned.add(item.key());
        if (!options.isEmpty() || !there.label().equals(removedLabel)) {
            changes.add(new FieldChange(item.field(), removedLabel, there.format(), options));
        }
    }
}
