package org.membersync.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.membersync.member.GdprApproval;
import org.membersync.member.Gender;
import org.membersync.member.Newsletter;

/**
 * The company's set-up (codes, items, post codes, attributes) and the changes that both the REST front and the Java API
 * make. All calls must hold the {@link Database}'s write lock.
 */
final class Company {

    /** A line of the post code table. */
    record PostCode(String city, String countryCode) {}

    final Database database;
    final Map<String, AttributeDefinition> attributes = new LinkedHashMap<>();
    final Map<String, SalesItem> items = new LinkedHashMap<>();
    final Map<String, PostCode> postCodes = new LinkedHashMap<>();

    private final String name;
    private long lastMemberNo = 100_000;
    private long lastMembershipNo = 200_000;

    Company(Database database, String name) {
        this.database = database;
        this.name = name;
        CompanySetup.fill(this);
    }

    MemberRow member(String number) {
        List<MemberRow> found = database.members.find("externalMemberNo", number);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("The simulated Business Central has no member " + number);
        }
        return found.get(0);
    }

    MemberRow addMember(MemberRow row) {
        row.number = row.number.isEmpty() ? String.valueOf(++lastMemberNo) : row.number;
        return database.insert(database.members, row);
    }

    MembershipRow addMembership(String code, LocalDate issueDate) {
        MembershipRow row = new MembershipRow();
        row.number = "MS" + ++lastMembershipNo;
        row.code = code;
        row.issueDate = issueDate;
        row.description = setup(code).text;
        return database.insert(database.memberships, row);
    }

    SetupRow setup(String code) {
        return database.setups.all().stream()
                .filter(setup -> setup.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no membership setup " + code));
    }

    EntryRow addEntry(MembershipRow membership, String context, String itemNo, LocalDate from, LocalDate until) {
        return addEntry(membership, context, itemNo, from, until, "");
    }

    EntryRow addEntry(
            MembershipRow membership,
            String context,
            String itemNo,
            LocalDate from,
            LocalDate until,
            String documentNo) {
        EntryRow entry = new EntryRow();
        entry.membershipEntryNo = membership.entryNo;
        entry.membershipCode = membership.code;
        entry.context = context;
        entry.itemNo = itemNo;
        entry.validFrom = from;
        entry.validUntil = until;
        entry.documentNo = documentNo;
        return database.insert(database.entries, entry);
    }

    void addRole(MembershipRow membership, MemberRow member, List<GdprApproval> consents) {
        String role = database.rolesOf(membership).isEmpty() ? "membershipAdmin" : "member";
        database.addRole(new Role(membership.entryNo, member.entryNo, role, consents));
        CardRow card = new CardRow();
        card.memberEntryNo = member.entryNo;
        card.membershipEntryNo = membership.entryNo;
        card.cardNo = "C" + database.nextEntryNo();
        database.insert(database.cards, card);
    }

    /** Appends to the consent log of the role; the same state twice is not logged. No row changes. */
    void logConsent(Role role, GdprApproval approval) {
        if (role.consent() != approval) {
            List<GdprApproval> log = new ArrayList<>(role.consentLog());
            log.add(approval);
            database.replaceRole(role, new Role(role.membershipEntryNo(), role.memberEntryNo(), role.role(), log));
        }
    }

    /** Stores an attribute value; an unchanged one writes nothing, and the member's row never changes. */
    void setAttribute(MemberRow member, String code, String value) {
        String cut = value.length() > 250 ? value.substring(0, 250) : value;
        for (AttributeRow row : attributesOf(member)) {
            if (row.code.equals(code)) {
                if (!row.value.equals(cut)) {
                    database.update(database.attributes, row, copy -> copy.value = cut);
                }
                return;
            }
        }
        AttributeRow row = new AttributeRow();
        row.code = code;
        row.value = cut;
        row.memberEntryNo = member.entryNo;
        database.insert(database.attributes, row);
    }

    List<AttributeRow> attributesOf(MemberRow member) {
        return database.attributes.find("mdrCodePK", String.valueOf(member.entryNo));
    }

    /** Blocks or unblocks the member and its cards. */
    void block(MemberRow member, boolean blocked) {
        database.update(database.members, member, row -> {
            row.blocked = blocked;
            row.blockedAt = blocked ? database.clock().instant() : null;
        });
        database.cards
                .find("memberEntryNo", member.entryNo)
                .forEach(card -> database.update(database.cards, card, row -> row.blocked = blocked));
    }

    /** Moves roles and cards of the loser to the other member and deletes the loser; irreversible. */
    void merge(MemberRow kept, MemberRow loser) {
        for (Role role : List.copyOf(database.rolesOf(loser))) {
            if (!hasRole(role.membershipEntryNo(), kept)) {
                database.addRole(new Role(role.membershipEntryNo(), kept.entryNo, role.role(), role.consentLog()));
            }
        }
        database.cards
                .find("memberEntryNo", loser.entryNo)
                .forEach(card -> database.update(database.cards, card, row -> row.memberEntryNo = kept.entryNo));
        delete(loser);
    }

    boolean hasRole(long membershipEntryNo, MemberRow member) {
        return database.rolesOf(member).stream().anyMatch(role -> role.membershipEntryNo() == membershipEntryNo);
    }

    /** Deletes the member with roles, cards and attributes; nothing tells of it afterwards. */
    void delete(MemberRow member) {
        database.cards.find("memberEntryNo", member.entryNo).forEach(card -> database.delete(database.cards, card));
        attributesOf(member).forEach(row -> database.delete(database.attributes, row));
        database.removeRoles(member.entryNo);
        database.delete(database.members, member);
    }

    /** Overwrites the personal data as Business Central's anonymisation does (contract 3.8). */
    void anonymise(MemberRow member) {
        String host = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        database.update(database.members, member, row -> {
            row.firstName = "------";
            row.middleName = "-";
            row.lastName = "--------";
            row.address = "-------- --";
            row.city = "--------";
            row.phoneNo = "";
            row.postCode = "";
            row.country = "";
            row.countryCode = "";
            row.gender = Gender.NOT_SPECIFIED;
            row.newsletter = Newsletter.NOT_SPECIFIED;
            row.birthday = null;
            row.email = row.number + "@anon." + host + ".navipartner.com";
            row.blocked = true;
            row.blockedAt = database.clock().instant();
            row.blockReason = "ANONYMIZED";
        });
    }

    /** The name of a country code, an empty text when the table has none. */
    String countryName(String code) {
        return database.countries.all().stream()
                .filter(country -> country.code.equals(code))
                .map(country -> country.text)
                .findFirst()
                .orElse("");
    }
}
