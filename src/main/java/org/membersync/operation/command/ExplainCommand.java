package org.membersync.operation.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.membersync.decision.MemberLink;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.membersync.operation.AudienceExplanation;
import org.membersync.operation.AudienceExplanations;
import org.membersync.operation.BuyerExplanation;
import org.membersync.operation.BuyerExplanations;
import org.membersync.operation.Explanation;
import org.membersync.operation.Explanations;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why a member is, or is not, on the list. */
@Command(
        name = "explain",
        description = {
            "Tells why a member is or is not on the HeyLoyalty list: link, last decisions, waiting and parked work.",
            "Also which audiences they are in and whether the list shows it, and what became of their tickets."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the member is known", "1:a side was unreachable", "5:there is no such member"})
class ExplainCommand extends OperationCommand {

    @Parameters(
            paramLabel = "MEMBER",
            description =
                    "A member number, a Business Central id, a HeyLoyalty id or an e-mail address; also the id of a"
                            + " person or buyer as failures show it.")
    private String member;

    @Option(
            names = "--values",
            description = "Shows the values of the base and of attributes too. They are personal data.")
    private boolean values;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        List<Explanation> found = beans.getBean(Explanations.class).of(member);
        Set<String> names = new LinkedHashSet<>(Set.of(member.strip()));
        found.forEach(known -> names.addAll(known.names()));
        List<AudienceExplanation> audiences =
                beans.getBean(AudienceExplanations.class).of(names);
        BuyerExplanation buyer = beans.getBean(BuyerExplanations.class).of(names);
        if (found.isEmpty() && audiences.isEmpty() && !buyer.isKnown()) {
            err().println("There is no such member: give a member number, a Business Central id, a HeyLoyalty id or an"
                    + " e-mail address. An e-mail address and members that no feed told of are found only while the"
                    + " integration is on");
            return ExitCode.UNKNOWN;
        }
        List<Map<String, Object>> json =
                new ArrayList<>(found.stream().map(this::json).toList());
        audiences.forEach(one -> json.add(ExplainedAudiences.json(one, values)));
        if (buyer.isKnown()) {
            json.add(ExplainedBuyer.json(buyer));
        }
        print(json, () -> {
            found.forEach(this::table);
            audiences.forEach(one -> ExplainedAudiences.print(one, values, out()));
            ExplainedBuyer.print(buyer, out());
        });
        return ExitCode.OK;
    }

    private Map<String, Object> json(Explanation explanation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("memberId", explanation.isEntry() ? null : explanation.memberId());
        json.put(
                "heyLoyaltyId",
                explanation.isEntry()
                        ? explanation.memberId()
                        : explanation.link().map(MemberLink::heyLoyaltyId).orElse(null));
        json.put("memberNumber", explanation.memberNumber());
        json.put("verdict", explanation.verdict());
        json.put("link", explanation.link().orElse(null));
        json.put(
                "base",
                explanation.base().map(base -> Values.json(base, values)).orElse(null));
        json.put("emailStatus", explanation.emailStatus());
        json.put("decisions", explanation.decisions());
        json.put("waiting", explanation.waiting());
        json.put("parked", explanation.parked());
        json.put("standstills", explanation.standstills());
        return json;
    }

    private void table(Explanation known) {
        String name = known.memberNumber().isEmpty() ? known.memberId() : known.memberNumber();
        out().println((known.isEntry() ? "HeyLoyalty member " : "Member ") + name + " " + known.verdict() + ".");
        out().println();
        if (!known.isEntry()) {
            identity(known);
        }
        if (known.emailStatus() != EmailStatus.FINE) {
            out().println("HeyLoyalty says of e-mails to them: "
                    + Words.outcome(known.emailStatus().name()));
        }
        known.base().ifPresent(base -> out().println("Last agreed fields: " + Values.text(base, values)));
        known.waiting().forEach(waiting -> out().println(Words.waits(waiting)));
        known.parked().forEach(parked -> out().println(Words.parked(parked)));
        known.standstills().forEach(still -> out().println(still.message()));
        Decisions.print(known.decisions(), out());
        out().println();
    }

    private void identity(Explanation known) {
        out().println("Business Central id: " + known.memberId());
        known.link()
                .ifPresentOrElse(
                        link -> out().println("Linked with HeyLoyalty member " + link.heyLoyaltyId() + ", "
                                + Words.outcome(link.status().name())
                                + (link.unsubscribedAt() == null ? "" : " since " + Words.time(link.unsubscribedAt()))),
                        () -> out().println("Not linked with a HeyLoyalty member"));
    }
}
