package org.membersync.audience;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.membersync.failure.FailureClassifier;
import org.membersync.failure.SystemUnavailableException;
import org.membersync.heyloyalty.AudienceRequests;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.ListCache;
import org.membersync.heyloyalty.ListReader;
import org.membersync.mapping.ActivationItem;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.FieldPlan;
import org.membersync.mapping.FieldPlan.Wanted;
import org.membersync.mapping.ListDefinition;
import org.membersync.state.AudienceFields;
import org.membersync.state.AudienceItems;
import org.membersync.state.AudienceItems.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lists that audiences are shown on, and the steps that give them their fields (behaviour A2, A4). */
public class AudienceLists {

    private static final Logger LOG = LoggerFactory.getLogger(AudienceLists.class);

    /** A change that people make on the list is seen within this time. */
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final ActivationStore activations;
    private final AudienceItems items;
    private final AudienceFields fields;
    private final Map<String, AudienceRequests> requests;
    private final String removedLabel;
    private final Duration afterTrouble;
    private final FailureClassifier classifier;
    private final Clock clock;
    private final ListReader reader = new ListReader();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    AudienceLists(
            ActivationStore activations,
            AudienceItems items,
            AudienceFields fields,
            Map<String, AudienceRequests> requests,
            String removedLabel,
            Duration afterTrouble,
            FailureClassifier classifier,
            Clock clock) {
        this.activations = activations;
        this.items = items;
        this.fields = fields;
        this.requests = Map.copyOf(requests);
        this.removedLabel = removedLabel;
        this.afterTrouble = afterTrouble;
        this.classifier = classifier;
        this.clock = clock;
    }

    /** What is known of one list. */
    private static final class Known {
        private final ListCache cache;
        private volatile Object plannedFor;
        private volatile String trouble = "it was not read yet";
        private volatile Instant notBefore = Instant.MIN;

        Known(Clock clock) {
            cache = new ListCache(clock, LIFETIME);
        }
    }

    /** The lists whose fields must be looked at: not read of late, or their audiences have changed. */
    public List<String> stale() {
        fields.activate();
        return activations.current().lists().stream()
                .filter(list -> isStale(list, known(list)))
                .toList();
    }

    private boolean isStale(String list, Known one) {
        return !clock.instant().isBefore(one.notBefore)
                && (one.cache.isStale() || !wanted(list).equals(one.plannedFor));
    }

    private Known known(String list) {
        return known.computeIfAbsent(list, name -> new Known(clock));
    }

    /** Asks for the list's fields. */
    public HeyLoyaltyRequest listRequest(String list) {
        return requests(list).list();
    }

    /** What must be changed on the list, by what it says of itself. */
    public FieldPlan plan(String list, JsonNode answer) {
        return take(list, reader.read(answer), true);
    }

    /** What stands in the way of fields, by item, writing nothing anywhere. */
    public Map<String, String> conflicts(String list, JsonNode answer) {
        return FieldPlan.of(wanted(list), reader.read(answer), removedLabel).findings();
    }

    /** The call that makes and changes the fields. */
    public HeyLoyaltyRequest fieldsRequest(String list, FieldPlan plan) {
        return requests(list).fields(plan.changes());
    }

    /** Looks whether HeyLoyalty has made of the fields what it was asked for. */
    public void confirm(String list, FieldPlan asked, JsonNode answer) {
        FieldPlan left = take(list, reader.read(answer), false);
        asked.changes().stream()
                .filter(change -> left.changes().stream().noneMatch(change::equals))
                .forEach(change ->
                        LOG.info("The field {} on list {} is as its audience needs it", change.name(), shown(list)));
        asked.renewed().forEach(item -> fields.writeAgain(list, item));
    }

    private FieldPlan take(String list, ListDefinition definition, boolean mayChange) {
        List<Wanted> wanted = wanted(list);
        FieldPlan plan = FieldPlan.of(wanted, definition, removedLabel);
        Map<String, String> findings = new HashMap<>(plan.findings());
        if (!mayChange) {
            plan.changes().forEach(change -> wanted.stream()
                    .filter(one -> one.item().field().equals(change.name()))
                    .forEach(one -> findings.put(
                            one.item().key(),
                            "HeyLoyalty took the field " + change.name()
                                    + " and yet the list does not show it as asked: look at the list's fields in"
                                    + " HeyLoyalty")));
        }
        fields.planned(list, wanted, plan, findings);
        Known one = known(list);
        if (!mayChange || !plan.isChange()) {
            one.cache.store(definition);
            one.plannedFor = wanted(list);
            one.trouble = "";
        }
        return plan;
    }

    /** What a run would change on the list, writing nothing anywhere; the plan's persons meet it as it would be then. */
    public FieldPlan planned(String list, JsonNode answer, PlannedAudiences audiences) {
        ListDefinition definition = reader.read(answer);
        FieldPlan plan = FieldPlan.of(wanted(list, audiences.items(list)), definition, removedLabel);
        audiences.list(list, definition, plan);
        return plan;
    }

    private List<Wanted> wanted(String list) {
        return wanted(list, items.of(list));
    }

    private List<Wanted> wanted(String list, List<State> known) {
        Map<String, State> states = new HashMap<>();
        known.forEach(state -> states.put(state.item(), state));
        return activations.current().items(list).stream()
                .map(item -> wanted(item, states))
                .toList();
    }

    /** A field that an audience had before belongs to its successor. */
    private static Wanted wanted(ActivationItem item, Map<String, State> states) {
        State state = states.get(item.key());
        boolean owned = states.values().stream()
                .anyMatch(other -> other.owned() && other.field().equals(item.field()));
        return new Wanted(
                item, state != null && state.isRemoved(), owned, item.shownLabel(state == null ? "" : state.cdpName()));
    }

    /** Has every list looked at again. */
    public void forget() {
        known.values().forEach(one -> one.cache.forget());
    }

    /** The list could not be read or changed: its persons wait. */
    public void failed(String list, Exception failure) {
        Known one = known(list);
        String trouble = classifier.describe(failure);
        if (!trouble.equals(one.trouble)) {
            LOG.warn("The fields of audiences on list {} cannot be looked at: {}", shown(list), trouble);
        }
        one.trouble = trouble;
        one.notBefore = clock.instant().plus(afterTrouble);
    }

    /**
     * Entries of the list could not be read. The persons of a list of its own account wait until it was looked at again, rather
     * than each finding it out by themselves.
     */
    void unread(String list) {
        if (!list.isEmpty()) {
            Known one = known(list);
            one.trouble = one.trouble.isEmpty() ? "its entries could not be read" : one.trouble;
            one.cache.forget();
        }
    }

    /**
     * The list as it was last read.
     *
     * @throws SystemUnavailableException when it was never read
     */
    ListDefinition current(String list) {
        Known one = known(list);
        try {
            return one.cache.current();
        } catch (IllegalStateException neverRead) {
            throw new SystemUnavailableException(
                    "audience-list",
                    "Audiences on list " + shown(list) + " wait until its fields can be looked at: " + one.trouble,
                    null);
        }
    }

    /** Why a list cannot be looked at, empty when it can. */
    public String trouble(String list) {
        String trouble = known(list).trouble;
        return trouble.equals("it was not read yet") ? "" : trouble;
    }

    AudienceRequests requests(String list) {
        return requests.get(list);
    }

    private static String shown(String list) {
        return list.isEmpty() ? "of the members" : list;
    }
}
