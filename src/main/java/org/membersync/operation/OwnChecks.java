package org.membersync.operation;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.membersync.mapping.MappingStore;
import org.membersync.operation.Standstills.Standstill;
import org.membersync.settings.MembersyncSettings;
import org.membersync.settings.Schedule;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.Links;
import org.membersync.state.ListChanges;
import org.membersync.state.RemovalHolds;
import org.membersync.state.Watermarks;
import org.membersync.sync.MemberSwitch;

/** What can be checked without asking either system. */
class OwnChecks {

    private static final double SWEEP_HEADROOM = 2.5;

    private final MemberSwitch memberSwitch;
    private final MembersyncSettings settings;
    private final CamelContext context;
    private final Flyway flyway;
    private final MappingStore mapping;
    private final ChangeQueue queue;
    private final Failures failures;
    private final Standstills standstills;
    private final Links links;
    private final RemovalHolds removals;
    private final ActivationChecks activations;
    private final Watermarks watermarks;
    private final ListChanges list;

    OwnChecks(
            MemberSwitch memberSwitch,
            MembersyncSettings settings,
            CamelContext context,
            Flyway flyway,
            MappingStore mapping,
            ChangeQueue queue,
            Failures failures,
            Standstills standstills,
            Links links,
            RemovalHolds removals,
            ActivationChecks activations,
            Watermarks watermarks,
            ListChanges list) {
        this.memberSwitch = memberSwitch;
        this.settings = settings;
        this.context = context;
        this.flyway = flyway;
        this.mapping = mapping;
        this.queue = queue;
        this.failures = failures;
        this.standstills = standstills;
        this.links = links;
        this.removals = removals;
        this.activations = activations;
        this.watermarks = watermarks;
        this.list = list;
    }

    /** Name of the check to the question that answers what was seen, or throws a {@link Finding}. */
    Map<String, Supplier<String>> all() {
        Map<String, Supplier<String>> checks = new LinkedHashMap<>();
        // With a problem in them nothing would have started.
        checks.put("settings", () -> "valid");
        checks.put("switches", this::switches);
        checks.put("database", this::database);
        checks.put(
                "mapping files",
                () -> mapping.current().fields().size() + " fields in "
                        + mapping.current().fileName());
        checks.put("routes", this::routes);
        checks.put("schedules", this::schedules);
        checks.put("consent sweep", this::sweep);
        checks.put("directions", this::directions);
        checks.put("queue", this::queue);
        checks.put("parked members", this::parked);
        checks.put("held removals", this::heldRemovals);
        activations.addTo(checks, memberSwitch.isOn());
        return checks;
    }

    private String switches() {
        if (memberSwitch.isOn()) {
            return "on";
        }
        throw new Finding(
                memberSwitch.whyOff(),
                "The two systems are not asked while it is off. To have them checked all the same, add"
                        + " --membersync.enabled=true --membersync.members.enabled=true to this command");
    }

    private String database() {
        MigrationInfo current = flyway.info().current();
        int pending = flyway.info().pending().length;
        if (current == null || pending > 0) {
            throw new Finding("the tables are not those of this version", "Restart the program");
        }
        return "reachable, tables of version " + current.getVersion();
    }

    private String routes() {
        List<String> stopped = context.getRoutes().stream()
                .filter(Route::isAutoStartup)
                .map(Route::getId)
                .filter(id -> !context.getRouteController().getRouteStatus(id).isStarted())
                .toList();
        if (!stopped.isEmpty()) {
            throw new Finding("not started: " + String.join(", ", stopped), "Start them in Hawtio, or restart");
        }
        String from = Files.isDirectory(settings.routesFolder())
                ? settings.routes()
                : "the copy inside the program: there is no folder " + settings.routesFolder();
        return context.getRoutes().size() + " loaded from " + from;
    }

    private String schedules() {
        return "Business Central is read " + words(settings.schedules().pollBusinessCentral())
                + lastRead(watermarks.completeSince()) + ", the HeyLoyalty list "
                + words(settings.schedules().pollHeyloyalty())
                + lastRead(list.mark().map(ListChanges.Mark::readAt))
                + (settings.schedules().enabled() ? "" : ", while serving");
    }

    private static String lastRead(Optional<Instant> when) {
        return when.map(time -> " (last read at " + time.truncatedTo(ChronoUnit.SECONDS) + ")")
                .orElse(" (not read yet)");
    }

    private static String words(Schedule schedule) {
        return schedule.cron() == null
                ? "every " + schedule.interval().toString().substring(2).toLowerCase(java.util.Locale.ROOT)
                : "by " + schedule.cron();
    }

    private String sweep() {
        Duration sweep = settings.businessCentral().consentSweep();
        double calls = SWEEP_HEADROOM * links.count() * Duration.ofMinutes(5).toSeconds() / sweep.toSeconds();
        int budget = settings.businessCentral().requestsPer5Minutes();
        String words = "up to " + Math.round(calls) + " of " + budget + " calls in 5 minutes";
        if (calls > budget) {
            throw new Finding(
                    words,
                    "Lengthen membersync.business-central.consent-sweep (MEMBERSYNC_BUSINESSCENTRAL_CONSENTSWEEP)");
        }
        return words;
    }

    private String directions() {
        List<Standstill> still = standstills.now();
        if (still.isEmpty()) {
            return "both go on";
        }
        throw new Finding(still.stream().map(Standstill::message).collect(Collectors.joining("; ")), "");
    }

    private String queue() {
        Map<String, Long> postponed = queue.postponed();
        if (!postponed.isEmpty()) {
            throw new Finding(
                    "changes wait for another try: " + postponed, "They are tried again; mend what the messages say");
        }
        return queue.depth().toString();
    }

    private String heldRemovals() {
        return removals.openSince()
                .<String>map(since -> {
                    throw new Finding(
                            removals.count() + " removals wait for an operator since " + since,
                            "See them with: removals show; then removals approve, or removals discard");
                })
                .orElse("none");
    }

    private String parked() {
        Map<String, Long> parked = failures.openByReason();
        if (!parked.isEmpty()) {
            throw new Finding(parked.toString(), "See them with: failures list");
        }
        return "none";
    }
}
