package org.membersync.operation;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.membersync.audience.AudienceLists;
import org.membersync.audience.AudiencePolling;
import org.membersync.audience.PlannedAudiences;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.Reason;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.FieldChange;
import org.membersync.member.FieldValue;
import org.membersync.operation.PlanRun.Planned;
import org.membersync.state.AudiencePlans;
import org.membersync.state.PlannedTellings;

/** What a run would write of audiences: fields of the lists, then what persons' fields hold (behaviour R3, A2 to A5). */
class AudiencePlanRun {

    private final SystemCalls calls;
    private final AudiencePolling polling;
    private final ActivationStore activations;
    private final AudienceLists lists;
    private final AudiencePlans plans;

    AudiencePlanRun(
            SystemCalls calls,
            AudiencePolling polling,
            ActivationStore activations,
            AudienceLists lists,
            AudiencePlans plans) {
        this.calls = calls;
        this.polling = polling;
        this.activations = activations;
        this.lists = lists;
        this.plans = plans;
    }

    /** With all that was pushed and that the CDP tells now; what would be made on the lists is told at once. */
    PlannedAudiences begin(Consumer<Planned> each) {
        PlannedTellings told = plans.begin();
        if (!polling.isOn()) {
            return new PlannedAudiences(PlannedTellings.Truth.nothing());
        }
        if (polling.isPolled()) {
            calls.run("direct:read-audience-changes", "", Map.of("audienceTellings", told));
        }
        PlannedAudiences audiences = new PlannedAudiences(told.truth());
        for (String list : activations.current().lists()) {
            lists.planned(list, calls.ask(lists.listRequest(list)).body(), audiences)
                    .changes()
                    .forEach(change -> each.accept(field(list, change)));
        }
        return audiences;
    }

    private static Planned field(String list, FieldChange change) {
        String options =
                change.options().stream().map(FieldChange.Option::label).collect(Collectors.joining("; "));
        return new Planned(
                list.isEmpty() ? "the list" : "the list " + list,
                null,
                "AUDIENCE_FIELD",
                Map.of(change.name(), FieldValue.of(change.label())),
                Map.of(),
                List.of(new Reason(
                        "A2",
                        "the field " + change.name() + " is made or changed: label " + change.label()
                                + (options.isEmpty() ? "" : ", options " + options))),
                java.util.Optional.empty());
    }

    /** The turns of everybody who would have one. */
    static List<Change> changes(PlannedAudiences audiences) {
        return audiences.persons().stream()
                .map(person -> new Change(Direction.AUDIENCE, person, "", "plan", 0, "", 0))
                .toList();
    }
}
