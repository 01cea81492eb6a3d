package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.membersync.decision.AnnouncedWrite;
import org.membersync.decision.LookUp;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.Claims;
import org.membersync.state.Links;
import org.membersync.state.NewMembers;
import org.membersync.sync.ListContacts.ListContact;

/** The steps that read HeyLoyalty before a decision. */
public class HeyLoyaltyReading {

    private final HeyLoyaltyRequests requests;
    private final HeyLoyaltyMembers members;
    private final ListContacts contacts;
    private final Links links;
    private final NewMembers newMembers;
    private final Claims claims;

    HeyLoyaltyReading(
            HeyLoyaltyRequests requests,
            HeyLoyaltyMembers members,
            ListContacts contacts,
            Links links,
            NewMembers newMembers,
            Claims claims) {
        this.requests = requests;
        this.members = members;
        this.contacts = contacts;
        this.links = links;
        this.newMembers = newMembers;
        this.claims = claims;
    }

    /** Asks for what the case needs next. */
    public HeyLoyaltyRequest request(MemberCase memberCase) {
        if (memberCase.lookUp() == LookUp.BY_ID) {
            return requests.member(memberCase.link().heyLoyaltyId());
        }
        if (memberCase.lookUp() == LookUp.ANNOUNCED) {
            AnnouncedWrite announced = memberCase.announced();
            return requests.findByContact(announced.field(), announced.value());
        }
        ListContact contact = contacts.of(memberCase);
        return requests.findByContact(contact.field(), contact.value());
    }

    /**
     * The case with the answer in it.
     *
     * @throws org.membersync.failure.OvertakenException when somebody who was found is in work in the other direction
     * @throws org.membersync.failure.PermanentException when an entry that was found seems to be taken for the member
     */
    public MemberCase take(MemberCase memberCase, JsonNode answer) {
        if (memberCase.lookUp() == LookUp.BY_ID) {
            return memberCase.linkedRead(members.read(answer));
        }
        List<HeyLoyaltyMember> found = members.readPage(answer);
        Set<String> taken = links.linkedWithOthers(
                found.stream().map(HeyLoyaltyMember::id).toList(),
                memberCase.change().memberId());
        String linkedWith = memberCase.link() == null ? null : memberCase.link().heyLoyaltyId();
        found.stream()
                .map(HeyLoyaltyMember::id)
                .filter(id -> !taken.contains(id) && !id.equals(linkedWith))
                .forEach(id -> {
                    claims.meets(memberCase.change(), id, linkedWith);
                    newMembers.refuseAnother(
                            id,
                            MemberLink.active(
                                    memberCase.change().memberId(),
                                    memberCase.change().memberNumber(),
                                    id));
                });
        return memberCase.lookUp() == LookUp.ANNOUNCED
                ? memberCase.announcedRead(found, taken)
                : memberCase.found(found, taken);
    }
}
