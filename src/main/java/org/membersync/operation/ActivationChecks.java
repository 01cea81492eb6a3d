package org.membersync.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.membersync.audience.AudienceLists;
import org.membersync.audience.AudiencePolling;
import org.membersync.cdp.CdpFeed;
import org.membersync.cdp.CdpRequest;
import org.membersync.mapping.Activation;
import org.membersync.mapping.ActivationStore;
import org.membersync.settings.AudienceSettings;

/** What the doctor asks of activations; only reading. */
class ActivationChecks {

    private final ActivationStore activations;
    private final ActivationWork work;
    private final AudienceLists lists;
    private final SystemCalls calls;
    private final AudienceSettings settings;
    private final AudiencePolling polling;
    private final CdpFeed feed;
    private final boolean mails;

    /** @param mails whether e-mails can be sent */
    ActivationChecks(
            ActivationStore activations,
            ActivationWork work,
            AudienceLists lists,
            SystemCalls calls,
            AudienceSettings settings,
            AudiencePolling polling,
            CdpFeed feed,
            boolean mails) {
        this.activations = activations;
        this.work = work;
        this.lists = lists;
        this.calls = calls;
        this.settings = settings;
        this.polling = polling;
        this.feed = feed;
        this.mails = mails;
    }

    /** Adds the checks. @param asking whether the systems may be asked */
    void addTo(Map<String, Supplier<String>> checks, boolean asking) {
        checks.put("activations", this::activations);
        if (activations.current().isEmpty()) {
            return;
        }
        checks.put("CDP events", this::events);
        if (asking) {
            activations
                    .current()
                    .lists()
                    .forEach(list -> checks.put(
                            "audiences on list " + (list.isEmpty() ? "of the members" : list), () -> fields(list)));
        }
        if (asking && polling.isPolled()) {
            checks.put("CDP change feed", this::feed);
        }
    }

    private String activations() {
        List<String> troubles = new ArrayList<>();
        for (Activation activation : activations.current().all()) {
            troubles.addAll(work.troubles(activation));
            if (!activation.errorEmail().isEmpty() && !mails) {
                troubles.add(activation.file() + ": errorEmail cannot be written to, because no mail server is set");
            }
        }
        if (!troubles.isEmpty()) {
            throw new Finding(
                    String.join("; ", troubles),
                    "Mend the activation files; for e-mails set spring.mail.host (SPRING_MAIL_HOST)");
        }
        int all = activations.current().all().size();
        return all == 0 ? "none, so no audience is shown" : all + " in the folder activations";
    }

    private String events() {
        if (!settings.push().isOn() && !settings.isPolled()) {
            throw new Finding(
                    "the CDP can neither push events nor is it asked",
                    "Set membersync.audiences.password (MEMBERSYNC_AUDIENCES_PASSWORD) for pushes, or"
                            + " membersync.audiences.api-url and api-key for the change feed");
        }
        return (settings.push().isOn() ? "pushes are received" : "pushes are not received")
                + (settings.isPolled() ? ", the change feed is read" : ", the change feed is not read");
    }

    private String fields(String list) {
        Map<String, String> conflicts =
                lists.conflicts(list, calls.ask(lists.listRequest(list)).body());
        if (!conflicts.isEmpty()) {
            throw new Finding(String.join("; ", conflicts.values()), "");
        }
        return "every field is there, or can be made";
    }

    private String feed() {
        String audience = activations.current().audienceIds().get(0);
        CdpRequest request = feed.snapshot(audience);
        int persons =
                feed.readSnapshot(request, calls.ask(request)).identifiers().size();
        return "audience " + audience + " has " + persons + " person(s)";
    }
}
