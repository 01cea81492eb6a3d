package org.membersync.sync;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralWrites;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.InboundCase;
import org.membersync.decision.InboundDecider;
import org.membersync.decision.Outcome;
import org.membersync.decision.SentWrite;
import org.membersync.heyloyalty.ListCache;
import org.membersync.mapping.MappingStore;
import org.membersync.state.Claims;
import org.membersync.state.NewMembers;

/** The steps that decide what is written to Business Central, and write it. */
public class BusinessCentralDelivery {

    /** How the name of a member attribute begins in mapping files. */
    static final String ATTRIBUTE = "attribute.";

    /** An entry whose person was found by contact is theirs from now on. */
    private static final Set<Outcome> BECOMES_THE_MEMBER =
            EnumSet.of(Outcome.LINK, Outcome.UPDATE_MEMBER, Outcome.SUBSCRIBE_MEMBER);

    private final InboundDecider decider;
    private final MappingStore mapping;
    private final ListCache list;
    private final NewMembers newMembers;
    private final Claims claims;
    private final BusinessCentralWrites writes = new BusinessCentralWrites();

    BusinessCentralDelivery(
            InboundDecider decider, MappingStore mapping, ListCache list, NewMembers newMembers, Claims claims) {
        this.decider = decider;
        this.mapping = mapping;
        this.list = list;
        this.newMembers = newMembers;
        this.claims = claims;
    }

    /**
     * What is written, and why.
     *
     * @throws org.membersync.failure.SystemUnavailableException when a list that is unfit for the mapping hides whose no it is
     * @throws org.membersync.failure.PermanentException when Business Central took a new subscriber for somebody whom it had
     */
    public Decision decide(InboundCase inbound) {
        if (inbound.entry() != null && inbound.link() == null && inbound.memberCase() == null) {
            // By the list's fields and country they might be found.
            list.requireFit();
        }
        Decision decision = decider.decide(inbound, mapping.current(), list.current());
        boolean isLookedAt = inbound.change().source().equals(Change.REPLAY);
        if (inbound.link() == null && BECOMES_THE_MEMBER.contains(decision.outcome()) && !isLookedAt) {
            newMembers.refuseAnother(inbound.change().memberId(), decision.link());
        }
        return decision;
    }

    /** Whether a new member is made. */
    public boolean creates(Decision decision) {
        return decision.outcome() == Outcome.CREATE_MEMBER;
    }

    /** Whether fields of the member itself change. */
    public boolean writesFields(Decision decision) {
        return !creates(decision) && !part(decision, false).isEmpty();
    }

    /** The call that changes them: only what changes (behaviour I10); repeating it changes nothing more. */
    public BusinessCentralRequest fieldsRequest(InboundCase inbound, Decision decision) {
        claims.decided(inbound.change(), SentWrite.of(inbound.memberCase(), decision));
        return writes.update(memberId(inbound), part(decision, false));
    }

    /** Whether attributes of the member change. */
    public boolean writesAttributes(Decision decision) {
        return !creates(decision) && !part(decision, true).isEmpty();
    }

    /** The call that sets them; an empty text says that there is none. */
    public BusinessCentralRequest attributesRequest(InboundCase inbound, Decision decision) {
        claims.decided(inbound.change(), SentWrite.of(inbound.memberCase(), decision));
        Map<String, String> values = new TreeMap<>();
        part(decision, true).forEach((name, value) -> values.put(name.substring(ATTRIBUTE.length()), value));
        return writes.attributes(memberId(inbound), values);
    }

    private static Map<String, String> part(Decision decision, boolean attributes) {
        Map<String, String> part = new TreeMap<>();
        decision.write().forEach((name, value) -> {
            if (name.startsWith(ATTRIBUTE) == attributes) {
                part.put(name, value.text());
            }
        });
        return part;
    }

    private static String memberId(InboundCase inbound) {
        return inbound.memberCase().member().id();
    }
}
