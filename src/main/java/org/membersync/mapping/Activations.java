package org.membersync.mapping;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All activations, read once and checked. Immutable. */
public record Activations(List<Activation> all) {

    /** No activation: nothing happens. */
    public static final Activations NONE = new Activations(List.of());

    public Activations {
        all = List.copyOf(all);
    }

    /**
     * Reads every {@code *.yaml} of the folder; none when it does not exist.
     *
     * @param lists the names of the lists that the settings know beside that of the members
     * @param members whose fields on the members' list belong to the member mapping
     * @throws MappingFileException with every problem at once
     */
    public static Activations load(Path folder, Set<String> lists, MemberMapping members) {
        return new ActivationReader(folder, lists, members).read();
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** The lists that are activated on, the members' list by an empty name. */
    public Set<String> lists() {
        return all.stream().map(Activation::list).collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    /** The items on a list. */
    public List<ActivationItem> items(String list) {
        return all.stream()
                .filter(activation -> activation.list().equals(list))
                .flatMap(activation -> activation.items().stream())
                .toList();
    }

    /** The item of that key on a list. */
    public Optional<ActivationItem> item(String list, String key) {
        return items(list).stream().filter(item -> item.key().equals(key)).findFirst();
    }

    /** The lists that show the item of that key. */
    public List<String> listsOf(String key) {
        return lists().stream().filter(list -> item(list, key).isPresent()).toList();
    }

    /** The activation of that name, in any letter case. */
    public Optional<Activation> named(String name) {
        return all.stream()
                .filter(activation -> activation.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /** The ids of all audiences, each once. */
    public List<String> audienceIds() {
        return all.stream()
                .flatMap(activation -> activation.items(ActivationItem.Kind.AUDIENCE).stream())
                .map(ActivationItem::id)
                .distinct()
                .sorted()
                .toList();
    }
}
