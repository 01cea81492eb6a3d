package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.membersync.decision.Eligibility;
import org.membersync.decision.Eligibility.Contact;
import org.membersync.decision.LookUp;
import org.membersync.decision.MemberCase;
import org.membersync.failure.PermanentException;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.MappingStore;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.Links;

/** The steps that read HeyLoyalty before a decision. */
public class HeyLoyaltyReading {

    private final HeyLoyaltyRequests requests;
    private final HeyLoyaltyMembers members;
    private final Eligibility eligibility;
    private final MappingStore mapping;
    private final Links links;

    HeyLoyaltyReading(
            HeyLoyaltyRequests requests,
            HeyLoyaltyMembers members,
            Eligibility eligibility,
            MappingStore mapping,
            Links links) {
        this.requests = requests;
        this.members = members;
        this.eligibility = eligibility;
        this.mapping = mapping;
        this.links = links;
    }

    /** Asks for what the case needs next. */
    public HeyLoyaltyRequest request(MemberCase memberCase) {
        if (memberCase.lookUp() == LookUp.BY_ID) {
            return requests.member(memberCase.link().heyLoyaltyId());
        }
        Contact contact = eligibility.contact(memberCase.member());
        FieldMapping field = mapping.current()
                .ofBusinessCentralField(contact.field())
                .orElseThrow(() -> new PermanentException(
                        "unmapped-contact",
                        "Members are looked up by " + contact.field() + ", which "
                                + mapping.current().fileName() + " does not map: add  - { bc: " + contact.field()
                                + ", heyloyalty: ... }"));
        FieldValue value = memberCase.fields().getOrDefault(field.heyloyalty(), FieldValue.of(contact.value()));
        return requests.findByContact(field.heyloyalty(), value.text());
    }

    /** The case with the answer in it. */
    public MemberCase take(MemberCase memberCase, JsonNode answer) {
        if (memberCase.lookUp() == LookUp.BY_ID) {
            return memberCase.linkedRead(members.read(answer));
        }
        List<HeyLoyaltyMember> found = members.readPage(answer);
        return memberCase.found(
                found,
                links.linkedWithOthers(
                        found.stream().map(HeyLoyaltyMember::id).toList(),
                        memberCase.change().memberId()));
    }
}
