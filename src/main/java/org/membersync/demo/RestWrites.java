package org.membersync.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.membersync.member.GdprApproval;

/** The writing calls of the REST front; each runs as one transaction: it checks everything before it stores. */
final class RestWrites {

    private final BusinessCentralOptions options;
    private final Company company;
    private final Database database;
    private final RestJson json;
    private final Community community;

    RestWrites(BusinessCentralOptions options, Company company, RestJson json) {
        this.options = options;
        this.company = company;
        this.database = company.database;
        this.json = json;
        this.community = new Community(options, company);
    }

    /**
     * Makes a membership with its first period.
     *
     * <p>That the entry keeps the posted {@code documentNo} as its document number is an assumption: the contract names
     * the property of the call and the column of the entries, not what joins them.
     */
    Answer createMembership(JsonNode body) {
        SalesItem item = company.items.get(body.path("itemNumber").asText(""));
        if (item == null) {
            throw RestError.generic("The Membership Sales Setup does not exist. Identification fields and values: Item "
                    + body.path("itemNumber").asText(""));
        }
        LocalDate today = LocalDate.ofInstant(database.clock().instant(), ZoneOffset.UTC);
        String activation = body.path("activationDate").asText("");
        LocalDate from = activation.isEmpty() ? today : date(activation);
        String documentNo = code(body.path("documentNo"));
        MembershipRow membership = company.addMembership(item.membershipCode(), today);
        LocalDate until = from.plusYears(1).minusDays(1);
        company.addEntry(membership, "NEW", item.itemNumber(), from, until, documentNo);
        Map<String, Object> shown = json.membership(membership);
        shown.put("timeFrames", json.timeFrames(membership));
        return Answer.json(201, Map.of("membership", shown));
    }

    /** A text as a Code[20] field stores it; a JSON null is ignored. */
    private static String code(JsonNode value) {
        return value.isNull() ? "" : MemberInput.limited(value.asText(""), 20).toUpperCase(Locale.ROOT);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw RestError.generic("Unable to convert from the JSON value to Date.");
        }
    }

    Community community() {
        return community;
    }

    Answer addMember(MembershipRow membership, JsonNode body, boolean allowMerge) {
        MemberInput input = new MemberInput(company, body);
        MemberRow row = new MemberRow();
        input.applyTo(row);
        requireRoom(membership, row);
        List<GdprApproval> consents = consents(input.consent());
        Optional<MemberRow> same = community.sameAs(row, allowMerge);
        requireKnownAttributes(body);
        MemberRow member = same.map(known -> database.update(database.members, known, input::applyTo))
                .orElseGet(() -> company.addMember(row));
        if (!company.hasRole(membership.entryNo, member)) {
            company.addRole(membership, member, consents);
        }
        input.applyAttributes(member);
        Map<String, Object> shown = json.member(member);
        shown.put("cards", json.cards(member, membership.entryNo));
        return Answer.json(201, Map.of("member", shown));
    }

    /** A full membership takes nobody more; whoever is in it already is no further member. */
    private void requireRoom(MembershipRow membership, MemberRow row) {
        boolean full = database.rolesOf(membership).size() >= company.setup(membership.code).maxMembers;
        if (full && !community.isIn(membership, row)) {
            throw new RestError(400, "member_count_exceeded", "[-127001] - Member count exceeded.");
        }
    }

    private void requireKnownAttributes(JsonNode body) {
        body.path("member")
                .path("attributes")
                .forEach(attribute -> MemberInput.attributeCode(company.attributes, attribute));
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

    Answer updateMember(MemberRow member, JsonNode body, boolean allowMerge) {
        MemberInput input = new MemberInput(company, body);
        if (database.rolesOf(member).isEmpty()) {
            throw RestError.generic("Member has no memberships");
        }
        MemberRow wanted = (MemberRow) member.copy();
        input.applyTo(wanted);
        List<MemberRow> losers = community.mergedInto(wanted, allowMerge);
        requireKnownAttributes(body);
        MemberRow stored = database.update(database.members, member, input::applyTo);
        // The second change makes each own write come back in the feed, also when no value differs.
        MemberRow echoed = database.update(
                database.members,
                stored,
                row -> row.documentId = UUID.randomUUID().toString());
        losers.forEach(loser -> company.merge(echoed, loser));
        input.applyAttributes(echoed);
        return Answer.json(200, Map.of("member", json.member(echoed)));
    }

    Answer block(MemberRow member, boolean blocked) {
        if (database.rolesOf(member).isEmpty()) {
            throw RestError.generic("Member has no memberships");
        }
        if (!blocked) {
            community.requireUnique(member);
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
