package org.membersync.mapping;

import java.util.List;
import java.util.Optional;

/**
 * One file of {@code activations/}: which audiences and attributes are shown on which list.
 *
 * @param file as a person would open it
 * @param description empty when there is none
 * @param list the settings entry of the list, empty for the list of the members
 * @param errorEmail who is told of errors, empty for nobody
 */
public record Activation(
        String file, String name, String description, String list, String errorEmail, List<ActivationItem> items) {

    public Activation {
        items = List.copyOf(items);
    }

    /** The item of that key, if the activation has it. */
    public Optional<ActivationItem> item(String key) {
        return items.stream().filter(item -> item.key().equals(key)).findFirst();
    }

    /** Those of that kind, in the order of the file. */
    public List<ActivationItem> items(ActivationItem.Kind kind) {
        return items.stream().filter(item -> item.kind() == kind).toList();
    }
}
