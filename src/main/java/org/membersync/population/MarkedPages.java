package org.membersync.population;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.membersync.businesscentral.Anonymised;
import org.membersync.businesscentral.WholeRows.WholeAttribute;
import org.membersync.businesscentral.WholeRows.WholeMember;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.Eligibility;
import org.membersync.decision.MemberCase;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.MemberMapping;
import org.membersync.mapping.PhoneNumbers;
import org.membersync.member.Gender;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.state.KeyedHashes;
import org.membersync.state.PopulationAttribute;
import org.membersync.state.PopulationEntry;
import org.membersync.state.PopulationMember;

/** Turns the people of a page into what the working tables may hold of them. Not to be shared between threads. */
final class MarkedPages {

    private static final int CONTACT_LENGTH = 24;

    private final Eligibility eligibility;
    private final FieldMarks marks;
    private final KeyedHashes hashes;
    private final String region;
    private final Optional<String> emailField;
    private final Optional<String> phoneField;

    MarkedPages(
            Eligibility eligibility, FieldMarks marks, KeyedHashes hashes, MemberMapping mapping, ListDefinition list) {
        this.eligibility = eligibility;
        this.marks = marks;
        this.hashes = hashes;
        this.region = list.region();
        this.emailField = mapping.ofBusinessCentralField("email").map(FieldMapping::heyloyalty);
        this.phoneField = mapping.ofBusinessCentralField("phoneNo").map(FieldMapping::heyloyalty);
    }

    PopulationMember member(WholeMember read) {
        Member member = read.member();
        FieldMarks.Marked marked = marks.of(member);
        MemberCase memberCase = MemberCase.of(
                        new Change(Direction.OUTBOUND, member.id(), member.number(), "", 0, "", 0), true)
                .known(member, false, null, null, null, null, false);
        return new PopulationMember(
                member.id(),
                member.number(),
                read.row().entryNo(),
                member.newsletter(),
                member.blocked(),
                Anonymised.is(member),
                eligibility.lacksContactInfo(memberCase),
                email(member.email()),
                phone(member.phoneNo()),
                marked.marks(),
                marked.forms(),
                member.createdAt(),
                read.row().modifiedAt());
    }

    List<PopulationAttribute> attribute(WholeAttribute read) {
        Member holder = new Member(
                "",
                "",
                false,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                Gender.NOT_SPECIFIED,
                null,
                Newsletter.NOT_SPECIFIED,
                List.of(),
                Map.of(read.code(), read.text()),
                null);
        return marks.ofAttribute(read.row().memberEntryNo(), read.code(), holder);
    }

    PopulationEntry entry(HeyLoyaltyMember entry) {
        return new PopulationEntry(
                entry.id(),
                entry.status(),
                emailField.map(name -> email(entry.field(name).text())).orElse(null),
                phoneField.map(name -> phone(entry.field(name).text())).orElse(null),
                marks.of(entry),
                entry.createdAt(),
                entry.updatedAt(),
                entry.unsubscribedAt(),
                null);
    }

    private String email(String address) {
        String plain = address.strip().toLowerCase(Locale.ROOT);
        return plain.isEmpty() ? null : hashes.of("email\n" + plain, CONTACT_LENGTH);
    }

    private String phone(String number) {
        return number.isBlank()
                ? null
                : PhoneNumbers.e164(number, region)
                        .map(plain -> hashes.of("phone\n" + plain, CONTACT_LENGTH))
                        .orElse(null);
    }
}
