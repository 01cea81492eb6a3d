package org.membersync.operation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.CodeLists;
import org.membersync.businesscentral.Feed;
import org.membersync.businesscentral.FeedPages;
import org.membersync.businesscentral.FeedRow;
import org.membersync.decision.MemberLink;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.MappingStore;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Directory;
import org.membersync.state.Ledger;
import org.membersync.state.Links;
import org.membersync.state.Suppressions;
import org.membersync.sync.MemberSwitch;

/** Finds a member by whatever an operator has at hand; asks the two systems, reading only, when we do not know. */
class MemberSearch {

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final SystemCalls calls;
    private final MemberSwitch memberSwitch;
    private final BusinessCentralRequests businessCentral;
    private final HeyLoyaltyRequests heyLoyalty;
    private final HeyLoyaltyMembers heyLoyaltyMembers;
    private final MappingStore mapping;
    private final Directory directory;
    private final Links links;
    private final ChangeQueue queue;
    private final Ledger ledger;
    private final Suppressions suppressions;

    MemberSearch(
            SystemCalls calls,
            MemberSwitch memberSwitch,
            BusinessCentralRequests businessCentral,
            HeyLoyaltyRequests heyLoyalty,
            HeyLoyaltyMembers heyLoyaltyMembers,
            MappingStore mapping,
            Directory directory,
            Links links,
            ChangeQueue queue,
            Ledger ledger,
            Suppressions suppressions) {
        this.calls = calls;
        this.memberSwitch = memberSwitch;
        this.businessCentral = businessCentral;
        this.heyLoyalty = heyLoyalty;
        this.heyLoyaltyMembers = heyLoyaltyMembers;
        this.mapping = mapping;
        this.directory = directory;
        this.links = links;
        this.queue = queue;
        this.ledger = ledger;
        this.suppressions = suppressions;
    }

    /**
     * Somebody who was found.
     *
     * @param id Business Central's; of an entry of the list that is linked with nobody HeyLoyalty's
     * @param isEntry whether it is such an entry for sure
     */
    record Found(String id, boolean isEntry) {}

    /**
     * Who is meant.
     *
     * @param text a member number, a Business Central id, a HeyLoyalty id or an e-mail address
     * @return several when they share an e-mail address; empty when there is none
     */
    List<Found> find(String text) {
        String wanted = text.strip();
        if (wanted.contains("@")) {
            return memberSwitch.isOn() ? byEmail(wanted) : List.of();
        }
        return byName(wanted).stream().map(id -> new Found(id, false)).toList();
    }

    private List<String> byName(String wanted) {
        String id = wanted.toLowerCase(Locale.ROOT);
        // HeyLoyalty's ids may look like Business Central's, and queue and ledger know the work of both.
        Optional<String> linked = links.findByHeyLoyaltyId(wanted).map(MemberLink::memberId);
        if (ID.matcher(id).matches() && linked.isEmpty() && isKnown(id)) {
            return List.of(id);
        }
        return directory
                .memberByNumber(wanted)
                .map(Directory.KnownMember::memberId)
                .or(() -> linked)
                .or(() -> Optional.of(wanted).filter(this::isKnown))
                .map(List::of)
                .orElseGet(() -> asked(
                        ID.matcher(id).matches()
                                ? businessCentral.memberById(id)
                                : businessCentral.memberByNumber(wanted)));
    }

    private boolean isKnown(String id) {
        return directory.member(id).isPresent()
                || links.find(id).isPresent()
                || !queue.find(id).isEmpty()
                || suppressions.isSuppressed(id)
                || !ledger.latest(id, 1).isEmpty();
    }

    private List<String> asked(BusinessCentralRequest request) {
        if (!memberSwitch.isOn()) {
            return List.of();
        }
        return new FeedPages()
                .read(Feed.MM_MEMBER, calls.ask(request).body()).rows().stream()
                        .map(FeedRow::id)
                        .toList();
    }

    private List<Found> byEmail(String email) {
        List<String> found = new CodeLists()
                .foundMemberIds(calls.ask(businessCentral.membersByEmail(email)).body());
        if (!found.isEmpty()) {
            return found.stream().map(id -> new Found(id, false)).toList();
        }
        return mapping.current()
                .ofBusinessCentralField("email")
                .map(FieldMapping::heyloyalty)
                .map(field -> calls.ask(heyLoyalty.findByContact(field, email)).body())
                .map(answer -> heyLoyaltyMembers.readPage(answer).stream()
                        .map(HeyLoyaltyMember::id)
                        .map(id -> links.findByHeyLoyaltyId(id)
                                .map(link -> new Found(link.memberId(), false))
                                .orElse(new Found(id, true)))
                        .toList())
                .orElse(List.of());
    }
}
