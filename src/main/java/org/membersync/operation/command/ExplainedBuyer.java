package org.membersync.operation.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.membersync.operation.BuyerExplanation;
import org.membersync.operation.BuyerExplanation.Known;
import org.membersync.state.Buyers;

/** What became of somebody's tickets, as people read it. */
final class ExplainedBuyer {

    private ExplainedBuyer() {}

    static void print(BuyerExplanation explained, PrintWriter out) {
        for (Known known : explained.buyers()) {
            out.println(buyer(known.buyer(), known.reasons()));
            known.waiting().ifPresent(waiting -> out.println(Words.waits(waiting)));
            known.parked().ifPresent(parked -> out.println(Words.parked(parked)));
        }
        if (!explained.bookings().isEmpty()) {
            BookingTable.print(explained.bookings(), false, out);
        }
    }

    private static String buyer(Buyers.Shown buyer, String reasons) {
        String decided = buyer.outcome() == null
                ? "the turn as a buyer waits"
                : Words.outcome(buyer.outcome()) + " at " + Words.time(buyer.decidedAt())
                        + (reasons.isEmpty() ? "" : " because " + reasons);
        return "Bought tickets, last at " + Words.time(buyer.notedAt()) + " (" + buyer.buyerId() + "): " + decided
                + (buyer.madeHere()
                        ? "; their entry on the list was made for it, and never becomes a member by itself"
                        : "")
                + (buyer.saidNo() ? "; they unsubscribed, and no ticket subscribes them again" : "");
    }

    static Map<String, Object> json(BuyerExplanation explained) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "buyer",
                explained.buyers().stream().findFirst().map(Known::buyer).orElse(null));
        json.put("buyers", explained.buyers());
        json.put("bookings", BookingTable.json(explained.bookings(), false));
        return json;
    }
}
