package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.CodeLists;
import org.membersync.decision.AmbiguousMatchException;
import org.membersync.decision.Change;
import org.membersync.decision.InboundCase;
import org.membersync.decision.InboundDecider;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink;
import org.membersync.failure.PermanentException;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.heyloyalty.ListCache;
import org.membersync.mapping.MappingStore;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.Buyers;
import org.membersync.state.Claims;
import org.membersync.state.Directory;
import org.membersync.state.Links;
import org.membersync.state.WebhookNews;

/** The steps that read what a HeyLoyalty member's turn needs. */
public class InboundReading {

    private final HeyLoyaltyRequests requests;
    private final HeyLoyaltyMembers members;
    private final BusinessCentralRequests businessCentral;
    private final MappingStore mapping;
    private final Links links;
    private final MemberMapper mapper;
    private final MemberReading memberReading;
    private final InboundDecider decider;
    private final ListCache list;
    private final PhoneMatching phones;
    private final WebhookNews news;
    private final Claims claims;
    private final Buyers buyers;
    private final CodeLists answers = new CodeLists();

    InboundReading(
            HeyLoyaltyRequests requests,
            HeyLoyaltyMembers members,
            BusinessCentralRequests businessCentral,
            MappingStore mapping,
            Links links,
            MemberMapper mapper,
            MemberReading memberReading,
            InboundDecider decider,
            ListCache list,
            PhoneMatching phones,
            WebhookNews news,
            Claims claims,
            Buyers buyers) {
        this.requests = requests;
        this.members = members;
        this.businessCentral = businessCentral;
        this.mapping = mapping;
        this.links = links;
        this.mapper = mapper;
        this.memberReading = memberReading;
        this.decider = decider;
        this.list = list;
        this.phones = phones;
        this.news = news;
        this.claims = claims;
        this.buyers = buyers;
    }

    /** A turn of which nothing was read yet. */
    public InboundCase begin(Change change) {
        MemberLink link = links.findByHeyLoyaltyId(change.memberId()).orElse(null);
        return InboundCase.of(change, link).told(news.of(change.memberId(), link));
    }

    /** Asks for the entry itself: what a webhook or a page says of it is never trusted (behaviour I3). */
    public HeyLoyaltyRequest entryRequest(Change change) {
        return requests.member(change.memberId());
    }

    /**
     * The case with the entry.
     *
     * @throws org.membersync.failure.SystemUnavailableException when it is no withdrawal and the list is unfit for the mapping
     */
    public InboundCase takeEntry(InboundCase inbound, JsonNode answer) {
        HeyLoyaltyMember entry = members.read(answer);
        String email = mapping.current()
                .ofBusinessCentralField("email")
                .map(field -> entry.field(field.heyloyalty()).text())
                .orElse("");
        InboundCase read = inbound.read(entry).told(inbound.told().ofBuyer(buyers.isEntryOfBuyer(entry.id(), email)));
        if (!decider.isWithdrawn(read)) {
            list.requireFit();
        }
        return read;
    }

    /** Asks Business Central who has the entry's e-mail address (behaviour I5). */
    public BusinessCentralRequest matchRequest(InboundCase inbound) {
        return businessCentral.membersByEmail(email(inbound));
    }

    /** The case with the members who have that address. */
    public InboundCase takeMatches(InboundCase inbound, JsonNode answer) {
        return matched(inbound, answers.foundMemberIds(answer));
    }

    /** Whether the e-mail address led to nobody, and some member's phone number may be the entry's (behaviour I5). */
    public boolean mayHavePhone(InboundCase inbound, Directory directory) {
        return (inbound.found() == null || inbound.found().isEmpty())
                && !phones.candidates(inbound.entry(), directory).isEmpty();
    }

    /** Asks Business Central for the members whose phone number may be the entry's. */
    public BusinessCentralRequest phoneRequest(InboundCase inbound, Directory directory) {
        return businessCentral.membersByIds(phones.candidates(inbound.entry(), directory));
    }

    /** The case with those of them who have that number. */
    public InboundCase takePhoneMatches(InboundCase inbound, JsonNode answer) {
        return matched(inbound, phones.confirmed(inbound.entry(), answer));
    }

    /** People know members by their numbers, so several are named by them. */
    private InboundCase matched(InboundCase inbound, List<String> memberIds) {
        if (memberIds.size() > 1) {
            throw AmbiguousMatchException.severalMembers(phones.numbers(memberIds));
        }
        memberIds.forEach(memberId -> claims.meets(inbound.change(), memberId, null));
        return inbound.matched(memberIds);
    }

    /** Asks the list for other entries with the same address. */
    public HeyLoyaltyRequest othersRequest(InboundCase inbound) {
        return requests.findByContact(emailField(), email(inbound));
    }

    /** The case with those entries. */
    public InboundCase takeOthers(InboundCase inbound, JsonNode answer) {
        return inbound.besides(members.readPage(answer));
    }

    /** The case with the Business Central member as it was read, ready to be compared. */
    public InboundCase takeMember(InboundCase inbound, MemberCase read) {
        Set<String> ofOthers = inbound.others() == null
                ? Set.of()
                : links.linkedWithOthers(
                        inbound.others().stream().map(HeyLoyaltyMember::id).toList(),
                        read.change().memberId());
        return inbound.member(read.isErased() ? read : mapper.view(read)).without(ofOthers);
    }

    /** Whether it must be known when the member was last changed. */
    public boolean asksForTimes(InboundCase inbound) {
        return decider.asksForTimes(inbound, list.current());
    }

    /** The case with that time; the row comes from the primary database, so that no change is overlooked. */
    public InboundCase takeTimes(InboundCase inbound, JsonNode answer, Directory directory) {
        return inbound.member(memberReading.takeTimes(inbound.memberCase(), answer, directory));
    }

    /** Whether the entry has an address by which somebody can be found. */
    public boolean hasEmail(InboundCase inbound) {
        boolean byPhoneAlone = mapping.current().ofBusinessCentralField("email").isEmpty() && phones.isMapped();
        return !byPhoneAlone && !email(inbound).isBlank();
    }

    private String email(InboundCase inbound) {
        return inbound.entry().field(emailField()).text();
    }

    private String emailField() {
        return mapping.current()
                .ofBusinessCentralField("email")
                .orElseThrow(() -> new PermanentException(
                        "unmapped-contact",
                        "Members are found by e-mail, which "
                                + mapping.current().fileName()
                                + " does not map: add  - { bc: email, heyloyalty: email }"))
                .heyloyalty();
    }
}
