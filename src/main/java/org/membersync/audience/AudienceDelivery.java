package org.membersync.audience;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.membersync.audience.AudienceReadings.Batch;
import org.membersync.audience.AudienceReadings.Reading;
import org.membersync.decision.Change;
import org.membersync.failure.OvertakenException;
import org.membersync.failure.PermanentException;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.mapping.ActivationItem;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.ItemValue;
import org.membersync.mapping.ListDefinition;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.AudienceEcho;
import org.membersync.state.AudienceItems;
import org.membersync.state.AudiencePersons;
import org.membersync.state.AudiencePersons.Person;
import org.membersync.state.Claims;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of one person's turn towards the list (behaviour A4, A5). */
public class AudienceDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(AudienceDelivery.class);

    private final AudienceView live;
    private final AudiencePersons persons;
    private final AudienceEcho echo;
    private final AudienceLists lists;
    private final ActivationStore activations;
    private final HeyLoyaltyMembers members;
    private final Claims claims;
    private final Clock clock;

    AudienceDelivery(
            AudienceView live,
            AudiencePersons persons,
            AudienceEcho echo,
            AudienceLists lists,
            ActivationStore activations,
            HeyLoyaltyMembers members,
            Claims claims,
            Clock clock) {
        this.live = live;
        this.persons = persons;
        this.echo = echo;
        this.lists = lists;
        this.activations = activations;
        this.members = members;
        this.claims = claims;
        this.clock = clock;
    }

    /**
     * The turn with what is true of the person, and with their entries if another's turn has just read them.
     *
     * @param planned what a plan reckons with, null for what is true now
     */
    public AudienceCase begin(Change change, PlannedAudiences planned) throws InterruptedException {
        AudienceView view = view(planned);
        Optional<Person> person = view.person(change.memberId());
        if (person.isEmpty()) {
            return AudienceCase.ofNobody(change);
        }
        AudienceCase audience = wanted(change, person.get(), view);
        Reading reading = view.readings().find(person.get());
        boolean fresh = change.source().equals("unsubscribe");
        return reading == null || fresh ? audience : audience.read(reading.entries(), reading.at());
    }

    private AudienceView view(PlannedAudiences planned) {
        return planned == null ? live : planned;
    }

    private AudienceCase wanted(Change change, Person person, AudienceView view) {
        ListDefinition list = view.list(person.list());
        Map<String, FieldValue> wanted = new TreeMap<>();
        PermanentException[] refused = new PermanentException[1];
        Map<String, AudienceItems.State> states = new TreeMap<>();
        view.items(person.list()).forEach(state -> states.put(state.item(), state));
        view.values(person.id()).forEach((key, value) -> {
            Optional<ActivationItem> item = activations.current().item(person.list(), key);
            AudienceItems.State state = states.get(key);
            if (item.isPresent()
                    && state != null
                    && !state.isRemoved()
                    && state.finding().isEmpty()) {
                try {
                    wanted.put(item.get().field(), ItemValue.of(item.get(), value.value(), list));
                } catch (PermanentException no) {
                    refused[0] = no;
                }
            }
        });
        return AudienceCase.of(change, person, list, wanted, refused[0]);
    }

    /** The persons to ask for: those to come too, unless the member's turns are kept away for this one. */
    public Batch batch(AudienceCase audience, PlannedAudiences planned) {
        AudienceReadings readings = view(planned).readings();
        return audience.metEntry().isEmpty()
                ? readings.together(audience.person(), clock.instant())
                : readings.alone(audience.person(), clock.instant());
    }

    /** Asks for their active entries. */
    public HeyLoyaltyRequest request(AudienceCase audience, Batch batch) {
        return lists.requests(audience.person().list()).active(batch.emails());
    }

    /** The case with the person's entries; the others' turns get theirs. */
    public AudienceCase take(AudienceCase audience, Batch batch, JsonNode answer) {
        live.readings().read(batch, members.readPage(answer));
        Reading own = batch.persons().get(audience.person()).join();
        return audience.read(own.entries(), own.at());
    }

    /** The call is over, however it ended. */
    public void end(AudienceCase audience, Batch batch) {
        if (!batch.isRead()) {
            lists.unread(audience.person().list());
        }
        live.readings().end(batch);
    }

    /**
     * Decides what becomes of the entry. Before a write the turns of the entry's member are kept away; what may have become of
     * it since it was read asks for another reading.
     *
     * @throws org.membersync.failure.OvertakenException when the entry or its member is in work by another turn
     */
    public AudienceCase settle(AudienceCase audience) {
        Instant now = clock.instant();
        HeyLoyaltyMember entry = audience.entry();
        if (entry == null) {
            return audience.settled("", false, now);
        }
        boolean crossed = audience.person().list().isEmpty() && echo.isCrossed(entry.id());
        if (!crossed && audience.differing().isEmpty()) {
            return audience.settled(audience.metEntry(), false, now);
        }
        if (!audience.isPlan() && !audience.metEntry().equals(entry.id())) {
            claims.meets(audience.change(), entry.id(), null);
            if (echo.isTouched(entry.id(), audience.readAt())) {
                return audience.unread(entry.id());
            }
        }
        return audience.settled(entry.id(), crossed, now);
    }

    /** Notes the write right before it is made. */
    public void announce(AudienceCase audience) {
        if (!audience.crossed()) {
            echo.announce(
                    audience.change(),
                    audience.entry(),
                    audience.person().list().isEmpty());
        }
    }

    /** The one call that writes. */
    public HeyLoyaltyRequest write(AudienceCase audience) {
        String entry = audience.entry().id();
        return audience.crossed()
                ? lists.requests(audience.person().list()).unsubscribe(entry)
                : lists.requests(audience.person().list()).update(entry, audience.differing(), audience.list());
    }

    /**
     * Ends the turn.
     *
     * @throws PermanentException when the list would refuse one of the values, after the others were written
     */
    public void record(AudienceCase audience) {
        if (audience.person() != null) {
            live.readings().forget(audience.person());
        }
        HeyLoyaltyMember entry = audience.entry();
        String entryId = entry == null || audience.crossed() ? null : entry.id();
        AudiencePersons.Finding finding = AudienceFindings.of(audience);
        if (audience.refused() != null) {
            persons.looked(audience.change(), entryId, audience.settledAt(), audience.isWriting() ? finding : null);
            throw audience.refused();
        }
        try {
            persons.record(audience.change(), entryId, audience.settledAt(), finding);
        } catch (OvertakenException overtaken) {
            if (audience.isWriting()) {
                // What was written may have landed on top of a newer value.
                persons.writeAgain(audience.change(), finding);
            }
            throw overtaken;
        }
        if (audience.crossed()) {
            LOG.info(
                    "{}: unsubscribed again in HeyLoyalty, because their no crossed an update of ours",
                    audience.change().memberId());
        } else if (audience.isWriting()) {
            LOG.info(
                    "{}: audiences {} in HeyLoyalty",
                    audience.change().memberId(),
                    audience.differing().keySet());
        }
    }

    /** What came of the turn, in one word for the figures. */
    public String outcome(AudienceCase audience) {
        if (audience.entry() == null) {
            return "absent";
        }
        return audience.crossed() ? "unsubscribed" : audience.isWriting() ? "written" : "in-step";
    }
}
