package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.CodeLists;
import org.membersync.decision.BuyerCase;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.MappingStore;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.Buyers;
import org.membersync.state.Claims;
import org.membersync.state.Directory;

/** The steps that read what a buyer's turn needs (behaviour B). */
public class BuyerReading {

    private final HeyLoyaltyRequests requests;
    private final HeyLoyaltyMembers members;
    private final BusinessCentralRequests businessCentral;
    private final BookingMappingStore bookingMapping;
    private final MappingStore mapping;
    private final PhoneMatching phones;
    private final Buyers buyers;
    private final Claims claims;
    private final CodeLists answers = new CodeLists();

    BuyerReading(
            HeyLoyaltyRequests requests,
            HeyLoyaltyMembers members,
            BusinessCentralRequests businessCentral,
            BookingMappingStore bookingMapping,
            MappingStore mapping,
            PhoneMatching phones,
            Buyers buyers,
            Claims claims) {
        this.requests = requests;
        this.members = members;
        this.businessCentral = businessCentral;
        this.bookingMapping = bookingMapping;
        this.mapping = mapping;
        this.phones = phones;
        this.buyers = buyers;
        this.claims = claims;
    }

    /** A turn of which nothing was read yet. */
    public BuyerCase begin(Change change) {
        return BuyerCase.of(change, buyers.find(change.memberId()).orElse(null));
    }

    /** Whether the list must be asked; not when buyers do not go on it. */
    public boolean asksList(BuyerCase buyerCase) {
        return buyerCase.asksList() && bookingMapping.current().hasBuyers();
    }

    /** Asks for the entries, unsubscribed ones too, with the buyer's e-mail address. */
    public HeyLoyaltyRequest entriesRequest(BuyerCase buyerCase) {
        return requests.findByContact(
                bookingMapping.current().emailField(),
                buyerCase.buyer().contact().email());
    }

    /**
     * The case with those entries.
     *
     * @throws org.membersync.failure.OvertakenException when one of them is in work by another turn
     */
    public BuyerCase takeEntries(BuyerCase buyerCase, JsonNode answer) {
        return takeAll(buyerCase, members.readPage(answer));
    }

    private BuyerCase takeAll(BuyerCase buyerCase, List<HeyLoyaltyMember> found) {
        found.forEach(entry -> claims.meets(buyerCase.change(), entry.id(), null));
        return buyerCase.onTheList(found);
    }

    /** Asks Business Central who has the e-mail address. */
    public BusinessCentralRequest membersRequest(BuyerCase buyerCase) {
        return businessCentral.membersByEmail(buyerCase.buyer().contact().email());
    }

    /** The case with those members. */
    public BuyerCase takeMembers(BuyerCase buyerCase, JsonNode answer) {
        return buyerCase.inBusinessCentral(answers.foundMemberIds(answer));
    }

    /** Whether the e-mail address led to nobody, and some member's phone number may be the buyer's. */
    public boolean mayHavePhone(BuyerCase buyerCase, Directory directory) {
        return buyerCase.members() != null
                && buyerCase.members().isEmpty()
                && !phones.candidates(asEntry(buyerCase), directory).isEmpty();
    }

    /** Asks Business Central for the members whose phone number may be the buyer's. */
    public BusinessCentralRequest phoneRequest(BuyerCase buyerCase, Directory directory) {
        return businessCentral.membersByIds(phones.candidates(asEntry(buyerCase), directory));
    }

    /** The case with those of them who have that number. */
    public BuyerCase takePhoneMembers(BuyerCase buyerCase, JsonNode answer) {
        return buyerCase.inBusinessCentral(phones.confirmed(asEntry(buyerCase), answer));
    }

    /** As the entry would look by which members are found. */
    private HeyLoyaltyMember asEntry(BuyerCase buyerCase) {
        Map<String, FieldValue> fields = new HashMap<>();
        mapping.current()
                .ofBusinessCentralField("phoneNo")
                .map(FieldMapping::heyloyalty)
                .ifPresent(field -> fields.put(
                        field, FieldValue.of(buyerCase.buyer().contact().phone())));
        return new HeyLoyaltyMember("", HeyLoyaltyMember.Status.ACTIVE, null, null, fields);
    }

    /** Asks for the entry of somebody who said no. */
    public HeyLoyaltyRequest withdrawnRequest(BuyerCase buyerCase) {
        return requests.member(buyerCase.buyer().heyLoyaltyId());
    }

    /** The case with that entry as it is now. */
    public BuyerCase takeWithdrawn(BuyerCase buyerCase, JsonNode answer) {
        return takeAll(buyerCase, List.of(members.read(answer)));
    }

    /** Asks for the one entry that is to be changed. */
    public HeyLoyaltyRequest entryRequest(Decision decision) {
        return requests.member(decision.heyLoyaltyId());
    }

    /** The case with that entry as it is now. */
    public BuyerCase takeEntry(BuyerCase buyerCase, JsonNode answer) {
        HeyLoyaltyMember now = members.read(answer);
        return buyerCase.readAgain(now.id(), now);
    }
}
