package org.membersync.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, as one table on the terminal. */
final class Table {

    private static final String HEAD = "| %-24s | %7s | %8s | %10s | %9s | %9s | %7s | %8s | %10s |%n";
    private static final String LINE = "| %-24s | %7d | %8.1f | %10.1f | %9.3f | %9.3f | %7d | %8.1f | %9.0f%% |%n";

    private final Duration latency;
    private final int businessCentralAtATime;
    private final int heyLoyaltyAtATime;
    private final StringBuilder rounds = new StringBuilder();
    private final List<String> facts = new ArrayList<>();

    Table(Duration latency, int businessCentralAtATime, int heyLoyaltyAtATime) {
        this.latency = latency;
        this.businessCentralAtATime = businessCentralAtATime;
        this.heyLoyaltyAtATime = heyLoyaltyAtATime;
    }

    /** Calls are told per member; where it is about nobody, their number. */
    void round(Round round) {
        int each = Math.max(1, round.members());
        rounds.append(String.format(
                Locale.ROOT,
                LINE,
                round.name(),
                round.members(),
                round.seconds(),
                round.perSecond(),
                (double) round.businessCentral() / each,
                (double) round.heyLoyalty() / each,
                round.writes(),
                round.processor().toMillis() / 1000.0,
                100 * round.ofPermitted(latency, businessCentralAtATime, heyLoyaltyAtATime)));
    }

    void fact(String name, double value, String unit) {
        facts.add(String.format(Locale.ROOT, "%s: %.1f %s", name, value, unit).strip());
    }

    /** The output is what the benchmark is for. */
    void print() {
        System.out.printf(
                Locale.ROOT,
                "%nEach call takes %d ms; %d calls to Business Central and %d to HeyLoyalty are permitted at a time%n",
                latency.toMillis(),
                businessCentralAtATime,
                heyLoyaltyAtATime);
        System.out.printf(
                HEAD,
                "run",
                "members",
                "seconds",
                "members/s",
                "BC calls",
                "HL calls",
                "writes",
                "CPU s",
                "of allowed");
        System.out.print(rounds);
        facts.forEach(System.out::println);
    }
}
