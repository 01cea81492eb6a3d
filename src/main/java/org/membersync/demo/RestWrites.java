package org.membersync.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.membersync.member.GdprApproval;

/** The writing calls of the REST front; each runs as one transaction: it checks everything before it stores. */
final class RestWrites {

    private final BusinessCentralOptions options;
    private final Company company;
    private final Database database;
    private final RestJson json;

    RestWrites(BusinessCentralOptions options, Company company, RestJson json) {
        this.options = options;
        this.company = company;
        this.database = company.database;
        this.json = json;
    }

    Answer createMembership(JsonNode body) {
        String item = body.path("itemNumber").asText("");
        String code = company.membershipCodeOfItem.get(item);
        if (code == null) {
            throw RestError.generic(
                    "The Membership Sales Setup does not exist. Identification fields and values: Item " + item);
        }
        LocalDate today = LocalDate.ofInstant(database.clock().instant(), ZoneOffset.UTC);
        String activation = body.path("activationDate").asText("");
        LocalDate from = activation.isEmpty() ? today : date(activation);
        MembershipRow membership = company.addMembership(code, today);
        company.addEntry(membership, "NEW", item, from, from.plusYears(1).minusDays(1));
        Map<String, Object> shown = json.membership(membership);
        shown.put("timeFrames", json.timeFrames(membership));
        return Answer.json(201, Map.of("membership", shown));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw RestError.generic("Unable to convert from the JSON value to Date.");
        }
    }

    Answer addMember(MembershipRow membership, JsonNode body) {
        MemberInput input = new MemberInput(company, body);
        MemberRow row = new MemberRow();
        input.applyTo(row);
        List<Role> roles = database.rolesOf(membership);
        if (roles.size() >= company.setup(membership.code).maxMembers) {
            throw new RestError(400, "member_count_exceeded", "[-127001] - Member count exceeded.");
        }
        List<GdprApproval> consents = consents(input.consent());
        checkUnique(row);
        body.path("member")
                .path("attributes")
                .forEach(attribute -> MemberInput.attributeCode(company.attributes, attribute));
        company.addMember(row);
        company.addRole(membership, row, consents);
        input.applyAttributes(row);
        Map<String, Object> member = json.member(row);
        member.put("cards", json.cards(row, membership.entryNo));
        return Answer.json(201, Map.of("member", member));
    }

    private List<GdprApproval> consents(GdprApproval posted) {
        if (options.gdprMode() == BusinessCentralOptions.GdprMode.REQUIRED && posted != GdprApproval.ACCEPTED) {
            throw RestError.generic("The GDPR agreement must be accepted.");
        }
        List<GdprApproval> log = new ArrayList<>();
        if (options.gdprMode() == BusinessCentralOptions.GdprMode.CONSENT) {
            log.add(GdprApproval.PENDING);
        }
        if (posted != GdprApproval.NOT_APPLICABLE && !log.contains(posted)) {
            log.add(posted);
        }
        return log;
    }

    /** Blocked members are no conflict; a missing identity is an error. */
    private void checkUnique(MemberRow row) {
        if (options.identity() == BusinessCentralOptions.Identity.NONE) {
            return;
        }
        boolean byEmail = options.identity() == BusinessCentralOptions.Identity.EMAIL;
        String value = byEmail ? row.email : row.phoneNo;
        if (value.isEmpty()) {
            throw RestError.generic((byEmail ? "E-Mail Address" : "Phone No.") + " is required.");
        }
        boolean taken = database.members.find(byEmail ? "emailAddress" : "phoneNo", value).stream()
                .anyMatch(other -> other.entryNo != row.entryNo && !other.blocked);
        if (taken) {
            throw new RestError(
                    400, "member_unique_id_violation", "[-127009] - Another member has the same unique identity.");
        }
    }

    Answer updateMember(MemberRow member, JsonNode body) {
        MemberInput input = new MemberInput(company, body);
        if (database.rolesOf(member).isEmpty()) {
            throw RestError.generic("Member has no memberships");
        }
        MemberRow wanted = (MemberRow) member.copy();
        input.applyTo(wanted);
        checkUnique(wanted);
        body.path("member")
                .path("attributes")
                .forEach(attribute -> MemberInput.attributeCode(company.attributes, attribute));
        MemberRow stored = database.update(database.members, member, input::applyTo);
        // The second change makes each own write come back in the feed, also when no value differs.
        MemberRow echoed = database.update(
                database.members,
                stored,
                row -> row.documentId = UUID.randomUUID().toString());
        input.applyAttributes(echoed);
        return Answer.json(200, Map.of("member", json.member(echoed)));
    }

    Answer block(MemberRow member, boolean blocked) {
        if (database.rolesOf(member).isEmpty()) {
            throw RestError.generic("Member has no memberships");
        }
        if (!blocked) {
            checkUnique(member);
        }
        company.block(member, blocked);
        return Answer.json(200, Map.of("member", json.member(database.members.get(member.id))));
    }

    Answer blockMembership(MembershipRow membership, boolean blocked) {
        MembershipRow changed = database.update(database.memberships, membership, row -> {
            row.blocked = blocked;
            row.blockedAt = blocked ? database.clock().instant() : null;
        });
        return Answer.json(200, Map.of("membership", json.membership(changed)));
    }

    Answer setAttributes(MemberRow member, JsonNode body) {
        if (!body.path("attributes").isArray()) {
            throw RestError.generic("Missing attributes property");
        }
        body.get("attributes").forEach(each -> MemberInput.attributeCode(company.attributes, each));
        body.get("attributes")
                .forEach(each -> company.setAttribute(
                        member,
                        MemberInput.attributeCode(company.attributes, each),
                        each.path("value").asText("")));
        return attributes(member);
    }

    /** Ids are not checked to belong to the member of the path, as in Business Central. */
    Answer deleteAttributes(MemberRow member, JsonNode body) {
        List<AttributeRow> rows = new ArrayList<>();
        body.path("attributeIds").forEach(id -> rows.add(database.attributes.get(id.asText())));
        if (rows.isEmpty() || rows.contains(null)) {
            throw RestError.generic("The attribute value does not exist.");
        }
        rows.forEach(row -> database.delete(database.attributes, row));
        return attributes(member);
    }

    Answer attributes(MemberRow member) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("memberId", member.id);
        shown.put("attributes", json.attributes(member));
        return Answer.json(200, shown);
    }
}
