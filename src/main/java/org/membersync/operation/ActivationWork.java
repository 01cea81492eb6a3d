package org.membersync.operation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.membersync.audience.AudienceFeedTrouble;
import org.membersync.audience.AudienceLists;
import org.membersync.audience.AudiencePolling;
import org.membersync.mapping.Activation;
import org.membersync.mapping.ActivationItem;
import org.membersync.mapping.ActivationItem.Kind;
import org.membersync.mapping.ActivationStore;
import org.membersync.state.AudienceItems;
import org.membersync.state.AudienceItems.State;
import org.membersync.state.AudiencePersons;
import org.membersync.state.AudienceTaking;

/** The activations as operators see them, and what they can do with them. */
public class ActivationWork {

    private final ActivationStore activations;
    private final AudienceItems items;
    private final AudiencePersons persons;
    private final AudienceTaking taking;
    private final AudienceLists lists;
    private final AudiencePolling polling;
    private final AudienceFeedTrouble feed;
    private final SystemCalls calls;
    private final SyncRun run;

    ActivationWork(
            ActivationStore activations,
            AudienceItems items,
            AudiencePersons persons,
            AudienceTaking taking,
            AudienceLists lists,
            AudiencePolling polling,
            AudienceFeedTrouble feed,
            SystemCalls calls,
            SyncRun run) {
        this.activations = activations;
        this.items = items;
        this.persons = persons;
        this.taking = taking;
        this.lists = lists;
        this.polling = polling;
        this.feed = feed;
        this.calls = calls;
        this.run = run;
    }

    /**
     * An activation.
     *
     * @param list the settings entry of the list, empty for that of the members
     * @param told persons of its list that the CDP told of
     * @param absent how many of them are not active on the list
     * @param waiting how many wait for their turn
     * @param parked how many failed
     * @param troubles what must be mended: stale entries, fields that cannot be made, a feed that cannot be read
     */
    public record Row(
            String name,
            String list,
            int audiences,
            int attributes,
            long told,
            long absent,
            long waiting,
            long parked,
            List<String> troubles) {}

    /**
     * An audience or attribute.
     *
     * @param state {@code active}, {@code removed}, {@code new} or {@code hindered}
     * @param persons in the audience, or with a value of the attribute
     * @param saidAt the newest time the CDP told something of it, null for never
     */
    public record Item(
            Kind kind,
            String id,
            String name,
            String field,
            String state,
            long persons,
            Instant saidAt,
            String finding) {}

    /** Every activation, in the order of the files. */
    public List<Row> all() {
        return activations.current().all().stream().map(this::row).toList();
    }

    private Row row(Activation activation) {
        Map<String, Long> counts = persons.counts(activation.list());
        return new Row(
                activation.name(),
                activation.list(),
                activation.items(Kind.AUDIENCE).size(),
                activation.items(Kind.ATTRIBUTE).size(),
                counts.get("told"),
                counts.get("absent"),
                counts.get("waiting"),
                counts.get("parked"),
                troubles(activation));
    }

    /** What must be mended of an activation, without personal data. */
    public List<String> troubles(Activation activation) {
        List<String> troubles = new ArrayList<>();
        String unread = lists.trouble(activation.list());
        if (!unread.isEmpty()) {
            troubles.add("its list cannot be looked at: " + unread);
        }
        String unasked = activation.items(Kind.AUDIENCE).isEmpty() ? "" : feed.now();
        if (!unasked.isEmpty()) {
            troubles.add(unasked);
        }
        Map<String, State> states = states(activation);
        for (ActivationItem item : activation.items()) {
            State state = states.get(item.key());
            if (state != null && state.isRemoved()) {
                troubles.add(
                        activation.file() + ":" + item.line() + ": " + item.name() + " (" + item.id() + ") is stale: "
                                + (!state.isDetached() ? "the CDP deleted it" : state.removedBy() + " detached it")
                                + " at " + state.removedAt() + "; take it out of the file, or attach it again");
            } else if (state != null && !state.finding().isEmpty()) {
                troubles.add(activation.file() + ":" + item.line() + ": " + state.finding());
            }
        }
        return troubles;
    }

    /** The items of that activation; empty when there is none of that name. */
    public Optional<List<Item>> items(String name) {
        return activations.current().named(name).map(activation -> {
            Map<String, State> states = states(activation);
            return activation.items().stream()
                    .map(item -> item(activation, item, states.get(item.key())))
                    .toList();
        });
    }

    private Item item(Activation activation, ActivationItem item, State state) {
        String word = state == null
                ? "new"
                : state.isRemoved()
                        ? "removed"
                        : !state.finding().isEmpty() ? "hindered" : state.owned() ? "active" : "new";
        long count = item.isAudience()
                ? persons.countValue(activation.list(), item.key(), ActivationItem.IN)
                : persons.countValues(activation.list(), item.key());
        return new Item(
                item.kind(),
                item.id(),
                state == null || state.cdpName().isEmpty() ? item.name() : state.cdpName(),
                item.field(),
                word,
                count,
                state == null ? null : state.aliveAt(),
                state == null ? "" : state.finding());
    }

    private Map<String, State> states(Activation activation) {
        Map<String, State> states = new HashMap<>();
        items.of(activation.list()).forEach(state -> states.put(state.item(), state));
        return states;
    }

    /**
     * Looks at the fields, asks the CDP for everybody in the audiences if it can be asked, and compares every person with the
     * list.
     *
     * @return empty when there is no activation of that name
     */
    public Optional<SyncRun.Report> sync(String name) {
        return activations.current().named(name).map(activation -> {
            taking.startAnew(
                    activation.list(),
                    activation.items().stream().map(ActivationItem::key).toList());
            if (polling.isOn() && polling.isPolled()) {
                List<String> asked = activation.items(Kind.AUDIENCE).stream()
                        .map(ActivationItem::id)
                        .toList();
                calls.run("direct:read-audience-changes", "", Map.of("audiencesAsked", asked));
            }
            return run.workOff();
        });
    }

    /**
     * Ends the coupling of one audience or attribute, or of all of an activation: its field says so, everybody's value stays.
     *
     * @param id empty for all
     * @return the names of what was detached; empty when there is no such activation or item
     */
    public List<String> detach(String name, String id, String who) {
        Optional<Activation> activation = activations.current().named(name);
        if (activation.isEmpty()) {
            return List.of();
        }
        List<ActivationItem> detached = activation.get().items().stream()
                .filter(item -> id.isEmpty() || item.id().equals(id))
                .toList();
        taking.activate();
        detached.forEach(item -> taking.detach(activation.get().list(), item.key(), who));
        if (polling.isOn()) {
            calls.run("direct:prepare-audience-lists", "", Map.of());
        }
        return detached.stream().map(ActivationItem::name).toList();
    }
}
