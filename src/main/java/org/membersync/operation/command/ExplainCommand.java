package org.membersync.operation.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.membersync.operation.Explanation;
import org.membersync.operation.Explanations;
import org.membersync.state.Bookings;
import org.membersync.state.Buyers;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Ledger;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why a member is, or is not, on the list. */
@Command(
        name = "explain",
        description =
                "Tells why a member is or is not on the HeyLoyalty list: link, last decisions, waiting and parked work.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the member is known", "1:a side was unreachable", "5:there is no such member"})
class ExplainCommand extends OperationCommand {

    private static final int SHOWN = 10;

    @Parameters(
            paramLabel = "MEMBER",
            description = "A member number, a Business Central id, a HeyLoyalty id or an e-mail address.")
    private String member;

    @Option(names = "--values", description = "Shows the values of the base too. They are personal data.")
    private boolean values;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        List<Explanation> found = beans.getBean(Explanations.class).of(member);
        Optional<Buyers.Shown> buyer =
                member.contains("@") ? beans.getBean(Buyers.class).ofContact(member) : Optional.empty();
        List<Bookings.Shown> bookings =
                member.contains("@") ? beans.getBean(Bookings.class).ofContact(member, SHOWN) : List.of();
        boolean bought = buyer.isPresent() || !bookings.isEmpty();
        if (found.isEmpty() && !bought) {
            err().println("There is no such member: give a member number, a Business Central id, a HeyLoyalty id or an"
                    + " e-mail address. An e-mail address and members that no feed told of are found only while the"
                    + " integration is on");
            return ExitCode.UNKNOWN;
        }
        List<Map<String, Object>> json =
                new ArrayList<>(found.stream().map(this::json).toList());
        if (bought) {
            json.add(buyerJson(buyer, bookings));
        }
        print(json, () -> {
            found.forEach(this::table);
            if (bought) {
                buyer(buyer, bookings);
            }
        });
        return ExitCode.OK;
    }

    private static Map<String, Object> buyerJson(Optional<Buyers.Shown> buyer, List<Bookings.Shown> bookings) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("buyer", buyer.orElse(null));
        json.put("bookings", BookingTable.json(bookings, false));
        return json;
    }

    private void buyer(Optional<Buyers.Shown> known, List<Bookings.Shown> bookings) {
        known.ifPresent(
                buyer -> out().println("Bought tickets, last at " + shown(buyer.notedAt()) + " (" + buyer.buyerId()
                        + "): "
                        + (buyer.outcome() == null
                                ? "the turn as a buyer waits"
                                : Words.outcome(buyer.outcome()) + " at " + shown(buyer.decidedAt()))
                        + (buyer.madeHere()
                                ? "; their entry on the list was made for it, and never becomes a member by itself"
                                : "")
                        + (buyer.saidNo() ? "; they unsubscribed, and no ticket subscribes them again" : "")));
        if (!bookings.isEmpty()) {
            BookingTable.print(bookings, false, out());
        }
    }

    private Map<String, Object> json(Explanation explanation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("memberId", explanation.memberId());
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
        out().println("Member " + (known.memberNumber().isEmpty() ? known.memberId() : known.memberNumber()) + " "
                + known.verdict() + ".");
        out().println();
        out().println("Business Central id: " + known.memberId());
        known.link()
                .ifPresentOrElse(
                        link -> out().println("Linked with HeyLoyalty member " + link.heyLoyaltyId() + ", "
                                + Words.outcome(link.status().name())
                                + (link.unsubscribedAt() == null ? "" : " since " + shown(link.unsubscribedAt()))),
                        () -> out().println("Not linked with a HeyLoyalty member"));
        if (known.emailStatus() != EmailStatus.FINE) {
            out().println("HeyLoyalty says of e-mails to them: "
                    + Words.outcome(known.emailStatus().name()));
        }
        known.base().ifPresent(base -> out().println("Last agreed fields: " + Values.text(base, values)));
        known.waiting().forEach(waiting -> out().println(waits(waiting)));
        known.parked()
                .forEach(parked -> out().println("Parked on the way " + Words.target(parked.direction()) + " since "
                        + shown(parked.failedAt()) + " as failure " + parked.id() + " ("
                        + parked.reason() + "): " + parked.message()));
        known.standstills().forEach(still -> out().println(still.message()));
        decisions(known.decisions());
        out().println();
    }

    private static String waits(ChangeQueue.Waiting waiting) {
        Instant due = waiting.dueAt().isAfter(waiting.settledAt()) ? waiting.dueAt() : waiting.settledAt();
        if (!waiting.held().isEmpty()) {
            return "A removal (" + Words.outcome(waiting.held()) + ") is decided and waits, because it comes with many"
                    + " others: removals show";
        }
        String why = waiting.lastMessage().isEmpty() ? "" : ", after: " + waiting.lastMessage();
        return waiting.inHand()
                ? "A change " + Words.target(waiting.direction()) + " is being worked on (" + waiting.source() + ")"
                : "A change " + Words.target(waiting.direction()) + " waits (" + waiting.source() + "), due "
                        + shown(due) + ", failed tries " + waiting.attempts() + why;
    }

    private void decisions(List<Ledger.Entry> decisions) {
        if (!decisions.isEmpty()) {
            out().println();
            TextTable table = new TextTable("DECIDED", "OUTCOME", "RULES", "FIELDS", "REASONS");
            decisions.forEach(entry -> table.row(
                    shown(entry.decidedAt()),
                    Words.outcome(entry.outcome()),
                    entry.rules(),
                    entry.fields(),
                    entry.reasons()));
            table.print(out());
        }
    }

    private static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
