package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.BusinessCentralWrites;
import org.membersync.businesscentral.CatalogCache;
import org.membersync.businesscentral.CodeLists;
import org.membersync.businesscentral.CreatedIds;
import org.membersync.businesscentral.Feed;
import org.membersync.businesscentral.FeedPages;
import org.membersync.businesscentral.FeedRow;
import org.membersync.businesscentral.FeedRow.MembershipEntryRow;
import org.membersync.decision.Decision;
import org.membersync.decision.InboundCase;
import org.membersync.failure.PermanentException;
import org.membersync.mapping.MappingStore;
import org.membersync.state.Claims;
import org.membersync.state.InboundOutcomes.Created;
import org.membersync.state.NewMembers;
import org.membersync.state.NewMembers.NewMember;

/** The steps that make a new subscriber a Business Central member (behaviour I6). */
public class MemberCreation {

    private final BusinessCentralRequests requests;
    private final CatalogCache catalog;
    private final MappingStore mapping;
    private final NewMembers newMembers;
    private final Claims claims;
    private final String defaultItem;
    private final Clock clock;
    private final BusinessCentralWrites writes = new BusinessCentralWrites();
    private final CodeLists lists = new CodeLists();
    private final CreatedIds ids = new CreatedIds();
    private final FeedPages pages = new FeedPages();

    MemberCreation(
            BusinessCentralRequests requests,
            CatalogCache catalog,
            MappingStore mapping,
            NewMembers newMembers,
            Claims claims,
            String defaultItem,
            Clock clock) {
        this.requests = requests;
        this.catalog = catalog;
        this.mapping = mapping;
        this.newMembers = newMembers;
        this.claims = claims;
        this.defaultItem = defaultItem;
        this.clock = clock;
    }

    /** How far the subscriber came in earlier turns. */
    public NewMember begin(InboundCase inbound) {
        return newMembers.begin(inbound.change().memberId());
    }

    /** Asks for the entries of a membership that an earlier turn may have made. */
    public BusinessCentralRequest markedRequest(NewMember known) {
        return requests.entriesByDocumentNo(mark(known.heyLoyaltyId()));
    }

    /** Whether the answer has such an entry. */
    public boolean isMarked(JsonNode answer) {
        return marked(answer).isPresent();
    }

    /** Asks for the membership of that entry. */
    public BusinessCentralRequest markedMembershipRequest(JsonNode answer) {
        return requests.membershipByEntryNo(marked(answer).orElseThrow().membershipEntryNo());
    }

    private Optional<MembershipEntryRow> marked(JsonNode answer) {
        return pages.read(Feed.MM_MEMBERSHIP_ENTRIES, answer).rows().stream()
                .map(MembershipEntryRow.class::cast)
                .min(Comparator.comparingInt(MembershipEntryRow::entryNo));
    }

    /** Notes the membership that an earlier turn made. */
    public NewMember takeMarkedMembership(NewMember known, JsonNode answer) {
        List<FeedRow> rows = pages.read(Feed.MM_MEMBERSHIPS, answer).rows();
        return rows.isEmpty() ? known : newMembers.membership(known, rows.get(0).id());
    }

    /** Whether the items that sell memberships must be read. */
    public boolean lacksCatalog() {
        return catalog.isStale();
    }

    /** Asks for them. */
    public BusinessCentralRequest catalogRequest() {
        return requests.catalog();
    }

    /** Takes them. */
    public void takeCatalog(JsonNode answer) {
        catalog.store(lists.membershipItems(answer));
    }

    /**
     * Asks for a new membership, after noting it.
     *
     * @throws PermanentException when no item is known that makes one
     */
    public BusinessCentralRequest membershipRequest(InboundCase inbound, NewMember known) {
        String item = item(inbound);
        claims.whileOurs(inbound.change(), () -> newMembers.askForMembership(known));
        return writes.createMembership(
                item, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), mark(known.heyLoyaltyId()));
    }

    /** Notes the membership that was made. */
    public NewMember takeMembership(NewMember known, JsonNode answer) {
        return newMembers.membership(known, ids.membershipId(answer));
    }

    /** Asks for the new member, after noting it; the approval is given here, because it cannot be given later (I10). */
    public BusinessCentralRequest memberRequest(InboundCase inbound, Decision decision, NewMember known) {
        claims.whileOurs(inbound.change(), () -> newMembers.askForMember(known));
        Map<String, String> fields = new TreeMap<>();
        decision.write().forEach((name, value) -> {
            if (!name.startsWith(BusinessCentralDelivery.ATTRIBUTE)) {
                fields.put(name, value.text());
            }
        });
        fields.put("gdprConsent", "accepted");
        return writes.addMember(known.membershipId(), fields);
    }

    /** The member that was made; Business Central may have taken an existing one, as its community's settings say. */
    public Created takeMember(JsonNode answer) {
        return new Created(ids.memberId(answer), ids.memberNumber(answer));
    }

    private String item(InboundCase inbound) {
        return mapping.current()
                .ofBusinessCentralField("membership.code")
                .flatMap(field -> field.bcValueOf(
                        inbound.entry().field(field.heyloyalty()).text()))
                .flatMap(catalog::item)
                .or(() -> Optional.of(defaultItem).filter(item -> !item.isEmpty()))
                .orElseThrow(() -> new PermanentException(
                        "no-membership-item",
                        "The new subscriber's membership value leads to no item that sells a membership: set"
                                + " membersync.members.default-membership-item (MEMBERSYNC_MEMBERS_DEFAULTMEMBERSHIPITEM) to"
                                + " one of Business Central's Membership Sales Setup, or map the value to membership.code in "
                                + mapping.current().fileName() + ", then replay"));
    }

    /** At most 20 characters, always the same for the same subscriber. */
    static String mark(String heyLoyaltyId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(heyLoyaltyId.getBytes(StandardCharsets.UTF_8));
            return "MS" + HexFormat.of().formatHex(digest, 0, 9).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
