package org.membersync.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.membersync.audience.AudienceLists;
import org.membersync.decision.HeldValue;
import org.membersync.mapping.Activation;
import org.membersync.mapping.ActivationItem;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.ItemValue;
import org.membersync.operation.AudienceExplanation.Field;
import org.membersync.operation.AudienceExplanation.State;
import org.membersync.state.AudienceItems;
import org.membersync.state.AudienceStandings;
import org.membersync.state.AudienceStandings.Standing;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.Failures.Failure;
import org.membersync.state.Ledger;

/** Answers: which audiences is this person in, and does the list show it? */
public class AudienceExplanations {

    private static final int DECISIONS = 5;

    private final ActivationStore activations;
    private final AudienceStandings standings;
    private final AudienceItems items;
    private final AudienceLists lists;
    private final ChangeQueue queue;
    private final Failures failures;
    private final Ledger ledger;

    AudienceExplanations(
            ActivationStore activations,
            AudienceStandings standings,
            AudienceItems items,
            AudienceLists lists,
            ChangeQueue queue,
            Failures failures,
            Ledger ledger) {
        this.activations = activations;
        this.standings = standings;
        this.items = items;
        this.lists = lists;
        this.queue = queue;
        this.failures = failures;
        this.ledger = ledger;
    }

    /** What is known of whoever has one of these e-mail addresses, entries or ids of ours, list by list. */
    public List<AudienceExplanation> of(Collection<String> names) {
        return standings.of(names).stream().map(this::explain).toList();
    }

    private AudienceExplanation explain(Standing standing) {
        String list = standing.person().list();
        List<ChangeQueue.Waiting> waiting = queue.find(standing.person().id());
        List<Failure> parked = failures.ofMember(standing.person().id()).stream()
                .filter(failure -> failure.status().equals("open"))
                .toList();
        Map<String, AudienceItems.State> states =
                items.of(list).stream().collect(Collectors.toMap(AudienceItems.State::item, Function.identity()));
        List<Field> fields = new ArrayList<>();
        for (Activation activation : activations.current().all()) {
            if (activation.list().equals(list)) {
                activation.items().stream()
                        .filter(item -> standing.values().containsKey(item.key()))
                        .forEach(item -> fields.add(field(
                                activation,
                                item,
                                standing.values().get(item.key()),
                                states.get(item.key()),
                                hindrance(standing, waiting),
                                parked)));
            }
        }
        return new AudienceExplanation(
                standing.person().id(),
                list,
                standing.heyLoyaltyId(),
                standing.lookedAt(),
                fields,
                waiting,
                parked,
                ledger.latest(standing.person().id(), DECISIONS));
    }

    /** Why a value that the list would take is not there yet; empty when it is. */
    private String hindrance(Standing standing, List<ChangeQueue.Waiting> waiting) {
        String unread = lists.trouble(standing.person().list());
        if (!unread.isEmpty()) {
            return "the list cannot be looked at: " + unread;
        }
        if (!waiting.isEmpty() || standing.untaken() > 0 || standing.lookedAt() == null) {
            return "has its turn";
        }
        return standing.heyLoyaltyId() == null ? "the person is not active on the list" : "";
    }

    private static Field field(
            Activation activation,
            ActivationItem item,
            HeldValue held,
            AudienceItems.State state,
            String hindrance,
            List<Failure> parked) {
        String failed = parked.stream()
                .filter(failure -> ItemValue.isRefused(failure.reason()) ? isOf(item, held, failure) : true)
                .map(failure -> "failure " + failure.id())
                .findFirst()
                .orElse("");
        State how = State.WRITTEN;
        String why = "";
        if (state != null && state.isRemoved()) {
            how = State.REMOVED;
        } else if (state != null && !state.finding().isEmpty()) {
            how = State.FAILED;
            why = state.finding();
        } else if (!failed.isEmpty()) {
            how = State.FAILED;
            why = failed;
        } else if (!hindrance.isEmpty()) {
            how = State.WAITING;
            why = hindrance;
        }
        return new Field(
                activation.name(),
                item.kind(),
                item.id(),
                item.name(),
                item.field(),
                ItemValue.shown(item, held.value()),
                held.at(),
                how,
                why);
    }

    /** Whether a value that the list would refuse is this one: the others were written all the same. */
    private static boolean isOf(ActivationItem item, HeldValue held, Failure failure) {
        return !ItemValue.fits(item, held.value())
                || failure.message().equals(ItemValue.refused(item).getMessage());
    }
}
