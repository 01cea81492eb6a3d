package org.membersync.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.membersync.member.Member;
import org.membersync.member.Membership;

/** Shows what the simulated Business Central really holds, in our own form. */
final class Truth {

    private final Database database;
    private final RestJson json;

    Truth(Database database, RestJson json) {
        this.database = database;
        this.json = json;
    }

    Member member(MemberRow row) {
        Map<String, String> attributes = database.attributes.find("mdrCodePK", String.valueOf(row.entryNo)).stream()
                .filter(attribute -> !attribute.value.isEmpty())
                .collect(Collectors.toMap(attribute -> attribute.code, attribute -> attribute.value));
        List<Membership> memberships =
                database.rolesOf(row).stream().map(this::membership).toList();
        return new Member(
                row.id,
                row.number,
                row.blocked,
                row.firstName,
                row.middleName,
                row.lastName,
                row.address,
                row.postCode,
                row.city,
                row.countryCode,
                row.storeCode,
                row.email,
                row.phoneNo,
                row.gender,
                row.birthday,
                row.newsletter,
                memberships,
                attributes,
                row.createdAt);
    }

    private Membership membership(Role role) {
        MembershipRow row = database.memberships.entry(role.membershipEntryNo());
        Periods periods = json.periods(row);
        return new Membership(
                row.id,
                row.number,
                row.code,
                row.issueDate,
                row.blocked,
                periods.from(),
                periods.until(),
                periods.itemNo(),
                role.consent());
    }
}
