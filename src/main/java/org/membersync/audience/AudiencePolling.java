package org.membersync.audience;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.membersync.cdp.CdpFeed;
import org.membersync.cdp.CdpRequest;
import org.membersync.cdp.MembershipChanges;
import org.membersync.cdp.SequenceRefusedException;
import org.membersync.http.HttpDate;
import org.membersync.mapping.ActivationStore;
import org.membersync.settings.MembersyncSettings;
import org.membersync.state.AudiencePersons;
import org.membersync.state.AudienceTaking;
import org.membersync.state.AudienceTellings;

/** The steps that ask the CDP for snapshots and changes (behaviour A3). */
public class AudiencePolling {

    /** How often those are looked for again who are not on a list that nobody tells us of. */
    private static final Duration RECHECK = Duration.ofHours(1);

    private final MembersyncSettings settings;
    private final ActivationStore activations;
    private final AudienceTaking taking;
    private final AudiencePersons persons;
    private final CdpFeed feed;
    private final Clock clock;

    AudiencePolling(
            MembersyncSettings settings,
            ActivationStore activations,
            AudienceTaking taking,
            AudiencePersons persons,
            CdpFeed feed,
            Clock clock) {
        this.settings = settings;
        this.activations = activations;
        this.taking = taking;
        this.persons = persons;
        this.feed = feed;
        this.clock = clock;
    }

    /** Whether any audience is activated, and the integration is switched on. */
    public boolean isOn() {
        return settings.membersActive() && !activations.current().isEmpty();
    }

    /** Whether the CDP is asked at all. */
    public boolean isPolled() {
        return settings.audiences().isPolled()
                && !activations.current().audienceIds().isEmpty();
    }

    /** Looks again for people who may have joined a list that nobody tells us of. */
    public void recheck() {
        activations.current().lists().stream()
                .filter(list -> !list.isEmpty())
                .forEach(list -> persons.recheck(list, RECHECK));
    }

    /**
     * A reading from where the last one ended.
     *
     * @param asked audiences whose snapshot is asked for anyway, null for none
     * @param planned who takes what is told for a plan, null when it is to be kept
     */
    public AudiencePoll begin(Collection<String> asked, AudienceTellings planned) {
        AudienceTellings tellings = planned == null ? taking : planned;
        tellings.activate();
        return AudiencePoll.of(tellings, snapshots(tellings, asked), false);
    }

    private List<String> snapshots(AudienceTellings tellings, Collection<String> asked) {
        return activations.current().audienceIds().stream()
                .filter(id -> asked != null && asked.contains(id) || tellings.needsSnapshot(id))
                .toList();
    }

    /** The reading with what is asked next in it. */
    public AudiencePoll next(AudiencePoll poll) {
        if (!poll.snapshots().isEmpty()) {
            return poll.asking(feed.snapshot(poll.snapshots().get(0)), 0);
        }
        return poll.tellings()
                .position()
                .map(mark -> poll.asking(feed.changes(mark.position()), mark.position()))
                .orElseGet(poll::end);
    }

    /** Takes the answer. @param date the header {@code Date}, null for none */
    public AudiencePoll take(AudiencePoll poll, JsonNode answer, String date) {
        CdpRequest request = poll.request();
        if (!poll.snapshots().isEmpty()) {
            // The header tells whole seconds; the change feed tells what came within the second.
            Instant at = HttpDate.read(date).map(told -> told.plusSeconds(1)).orElse(clock.instant());
            poll.tellings().takeSnapshot(poll.snapshots().get(0), feed.readSnapshot(request, answer), at);
            return poll.withoutFirst();
        }
        MembershipChanges part = feed.readChanges(request, answer);
        if (part.position() < poll.from()) {
            return refused(poll);
        }
        poll.tellings().takeChanges(part);
        return part.position() == poll.from() ? poll.end() : poll;
    }

    /** The sequence number was refused: snapshots say how things are, once in a reading. */
    public AudiencePoll refused(AudiencePoll poll) {
        if (poll.refused()) {
            throw new SequenceRefusedException();
        }
        poll.tellings().sequenceRefused();
        return AudiencePoll.of(poll.tellings(), snapshots(poll.tellings(), null), true);
    }

    /** The CDP does not know the audience; said twice it is believed. */
    public AudiencePoll gone(AudiencePoll poll) {
        if (poll.missed() == 0) {
            return poll.missedOnce();
        }
        poll.tellings().gone(poll.snapshots().get(0));
        return poll.withoutFirst();
    }
}
