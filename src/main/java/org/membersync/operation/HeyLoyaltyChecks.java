package org.membersync.operation;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.MappingCheck;
import org.membersync.mapping.MappingProblem;
import org.membersync.mapping.MappingStore;
import org.membersync.member.HeyLoyaltyMember;

/** What HeyLoyalty can be asked, only reading. */
class HeyLoyaltyChecks {

    private final SystemCalls calls;
    private final HeyLoyaltyRequests requests;
    private final HeyLoyaltyMembers members;
    private final MappingStore mapping;
    private final Mappings mappings;
    private final WebhookCheck webhook;
    private final Clock clock;

    HeyLoyaltyChecks(
            SystemCalls calls,
            HeyLoyaltyRequests requests,
            HeyLoyaltyMembers members,
            MappingStore mapping,
            Mappings mappings,
            WebhookCheck webhook,
            Clock clock) {
        this.calls = calls;
        this.requests = requests;
        this.members = members;
        this.mapping = mapping;
        this.mappings = mappings;
        this.webhook = webhook;
        this.clock = clock;
    }

    /** Name of the check to the question that answers what was seen, or throws a {@link Finding}. */
    Map<String, Supplier<String>> all() {
        Map<String, Supplier<String>> checks = new LinkedHashMap<>();
        checks.put("HL list", () -> list().id() + " " + list().name());
        checks.put(
                "HL clock",
                () -> ClockSkew.check("HeyLoyalty", calls.ask(requests.list()).date(), clock));
        checks.put("HL fields and options", this::fields);
        checks.put("HL duplicates", this::duplicates);
        checks.put("HL look-up of unsubscribed", this::lookUp);
        checks.put("HL webhook", webhook::examine);
        return checks;
    }

    private ListDefinition list() {
        return mappings.list();
    }

    private String fields() {
        List<MappingProblem> problems = MappingCheck.against(mapping.current(), list());
        if (!problems.isEmpty()) {
            throw new Finding(
                    problems.stream().map(MappingProblem::toString).collect(Collectors.joining("; ")),
                    "Mend the mapping files or the list; \"mappings check\" shows the same line by line");
        }
        return "all are on the list";
    }

    private String duplicates() {
        String rule = list().duplicates();
        return switch (rule) {
            case "disallow" -> "the list takes no duplicates";
            case "" -> "the list does not tell its rule; every person is looked up before one is created";
            default ->
                "the list takes duplicates (" + rule + "); every person is looked up before one is created, and an"
                        + " ambiguous look-up parks the member";
        };
    }

    /** Our look-up rests on it: somebody who unsubscribed must be found, or they would be created and mailed again. */
    private String lookUp() {
        String field = mapping.current()
                .ofBusinessCentralField("email")
                .map(FieldMapping::heyloyalty)
                .orElse("email");
        List<HeyLoyaltyMember> unsubscribed =
                members.readPage(calls.ask(requests.unsubscribed()).body());
        Optional<HeyLoyaltyMember> known = unsubscribed.stream()
                .filter(member -> !member.isActive() && !member.field(field).isEmpty())
                .findFirst();
        if (known.isEmpty()) {
            return "not checked: the list tells of no unsubscribed entry with an e-mail address";
        }
        boolean found =
                members
                        .readPage(calls.ask(requests.findByContact(
                                        field, known.get().field(field).text()))
                                .body())
                        .stream()
                        .anyMatch(member -> member.id().equals(known.get().id()));
        if (!found) {
            throw new Finding(
                    "unsubscribed entry " + known.get().id() + " is not found by its e-mail address",
                    "Switch the integration off and ask HeyLoyalty why filter[status][in] leaves out unsubscribed entries:"
                            + " people who said no would be subscribed again");
        }
        return "found by the e-mail address";
    }
}
