package org.membersync.operation.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.membersync.operation.PlanRun;
import org.membersync.operation.PlanRun.Planned;
import org.membersync.state.Removals;
import org.membersync.state.Removals.Forecast;
import org.membersync.sync.MemberSwitch;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A dry run. */
@Command(
        name = "plan",
        description = {
            "Shows what sync would write now, member by member, then what it would write of audiences: fields of lists, and person by"
                    + " person (by an id of ours) the fields that differ. Writes to neither side and keeps no trace.",
            "Members for whom nothing would be written are counted only, unless --all.",
            "What would only follow from these writes is not shown."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the plan is complete", "1:a side was unreachable, or the integration is off"})
class PlanCommand extends OperationCommand {

    private static final Set<String> SILENT = Set.of("IN_STEP", "NOT_SENT", "AUDIENCE_IN_STEP", "AUDIENCE_ABSENT");

    @Option(
            names = "--values",
            description =
                    "Shows the values too, of audiences the old and the new one. They are personal data: for your own eyes.")
    private boolean values;

    @Option(names = "--all", description = "Shows members for whom nothing would be written, too.")
    private boolean all;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        MemberSwitch memberSwitch = beans.getBean(MemberSwitch.class);
        if (!memberSwitch.isOn()) {
            throw new CommandFailedException(memberSwitch.whyOff());
        }
        List<Planned> shown = new ArrayList<>();
        Map<String, Long> totals = beans.getBean(PlanRun.class).run(planned -> {
            if (all || !SILENT.contains(planned.outcome())) {
                shown.add(planned);
            }
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("members", shown.stream().map(this::json).toList());
        json.put("totals", totals);
        Forecast removals = beans.getBean(Removals.class)
                .forecast(totals.getOrDefault("UNSUBSCRIBE", 0L) + totals.getOrDefault("ERASE", 0L));
        json.put("removals", removals);
        print(json, () -> table(shown, totals, removals));
        return ExitCode.OK;
    }

    private Map<String, Object> json(Planned planned) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("memberNumber", planned.memberNumber());
        json.put("heyLoyaltyId", planned.heyLoyaltyId());
        json.put("outcome", planned.outcome());
        json.put("fields", Values.json(planned.write(), values));
        if (!planned.held().isEmpty()) {
            json.put("held", Values.json(planned.held(), values));
        }
        json.put("reasons", planned.reasons());
        return json;
    }

    private void table(List<Planned> shown, Map<String, Long> totals, Forecast removals) {
        TextTable table = new TextTable("MEMBER", "HEYLOYALTY", "OUTCOME", "FIELDS", "REASONS");
        for (Planned planned : shown) {
            table.row(
                    planned.memberNumber(),
                    planned.heyLoyaltyId() == null ? "-" : planned.heyLoyaltyId(),
                    Words.outcome(planned.outcome()),
                    Values.text(planned.write(), planned.held(), values),
                    planned.reasons().stream().map(Object::toString).collect(Collectors.joining("; ")));
        }
        if (!table.isEmpty()) {
            table.print(out());
            out().println();
        }
        if (totals.isEmpty()) {
            out().println("Nothing changed: sync would do nothing.");
        }
        totals.forEach((outcome, members) -> out().println(Words.outcome(outcome) + ": " + members));
        if (removals.removals() > 0) {
            out().println("Removals: " + removals.removals() + " (" + removals.recent()
                    + " more in the last day), limit "
                    + removals.limit() + ": "
                    + (removals.held() ? "they would be held until an operator decides" : "they would be carried out"));
        }
    }
}
