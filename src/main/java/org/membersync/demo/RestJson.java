package org.membersync.demo;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.membersync.member.GdprApproval;
import org.membersync.member.Gender;
import org.membersync.member.Newsletter;

/** Members and memberships as the REST front shows them (contract 1.8, 1.9). */
final class RestJson {

    private final Database database;
    private final Map<String, AttributeDefinition> definitions;

    RestJson(Database database, Map<String, AttributeDefinition> definitions) {
        this.database = database;
        this.definitions = definitions;
    }

    Map<String, Object> member(MemberRow row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("memberId", row.id);
        json.put("memberNumber", row.number);
        json.put("blocked", row.blocked);
        if (row.blocked) {
            json.put("blockedAt", String.valueOf(row.blockedAt));
        }
        json.put("firstName", row.firstName);
        json.put("middleName", row.middleName);
        json.put("lastName", row.lastName);
        json.put("address", row.address);
        json.put("postCode", row.postCode);
        json.put("city", row.city);
        json.put("country", row.country);
        json.put("gender", gender(row.gender));
        json.put("newsletter", newsletter(row.newsletter));
        json.put("email", row.email);
        json.put("phoneNo", row.phoneNo);
        json.put("birthday", row.birthday == null ? "" : row.birthday.toString());
        json.put("hasPicture", false);
        json.put("hasNotes", false);
        json.put("preferredLanguage", row.preferredLanguage);
        json.put("storeCode", row.storeCode);
        json.put("attributes", attributes(row));
        return json;
    }

    List<Map<String, Object>> attributes(MemberRow row) {
        return database.attributes.find("mdrCodePK", String.valueOf(row.entryNo)).stream()
                .map(this::attribute)
                .toList();
    }

    private Map<String, Object> attribute(AttributeRow row) {
        AttributeDefinition definition = definitions.get(row.code);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", row.id);
        json.put("code", row.code);
        json.put("caption", definition == null ? row.code : definition.caption());
        json.put("type", definition == null ? "text" : definition.type());
        json.put("value", row.value);
        return json;
    }

    /** The memberships of a member with role and consent. */
    List<Map<String, Object>> memberships(MemberRow member) {
        return database.rolesOf(member).stream()
                .map(role -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("role", role.role());
                    json.put("contactNumber", "");
                    json.put("gdprConsent", consent(role.consent()));
                    Map<String, Object> membership = membership(database.memberships.entry(role.membershipEntryNo()));
                    membership.put("cards", cards(member, role.membershipEntryNo()));
                    json.put("membership", membership);
                    return json;
                })
                .toList();
    }

    Map<String, Object> membership(MembershipRow row) {
        Periods periods = periods(row);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("membershipId", row.id);
        json.put("membershipNumber", row.number);
        json.put("communityCode", "DEMO");
        json.put("membershipCode", row.code);
        json.put("membershipDescription", row.description);
        json.put("issueDate", row.issueDate == null ? "" : row.issueDate.toString());
        json.put("blocked", row.blocked);
        if (row.blocked) {
            json.put("blockedAt", String.valueOf(row.blockedAt));
        }
        json.put("validFromDate", text(periods.from()));
        json.put("validUntilDate", text(periods.until()));
        json.put("customerNumber", row.customerNo);
        json.put("autoRenewalActivated", false);
        json.put("attributes", List.of());
        return json;
    }

    Periods periods(MembershipRow row) {
        boolean perpetual =
                database.setups.all().stream().anyMatch(setup -> setup.code.equals(row.code) && setup.perpetual);
        return Periods.of(
                database.entries.find("membershipEntryNo", row.entryNo),
                perpetual,
                LocalDate.ofInstant(database.clock().instant(), ZoneOffset.UTC));
    }

    List<Map<String, Object>> timeFrames(MembershipRow row) {
        return database.entries.find("membershipEntryNo", row.entryNo).stream()
                .map(entry -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("validFromDate", text(entry.validFrom));
                    json.put("validUntilDate", text(entry.validUntil));
                    json.put("lifecycleAction", lifecycle(entry.context));
                    json.put("membershipCode", entry.membershipCode);
                    json.put("blocked", entry.blocked);
                    json.put("activateOnFirstUse", false);
                    return json;
                })
                .toList();
    }

    /** The members of a membership; the consent is not told here. */
    List<Map<String, Object>> members(MembershipRow membership) {
        return database.rolesOf(membership).stream()
                .map(role -> {
                    MemberRow row = database.members.entry(role.memberEntryNo());
                    Map<String, Object> member = member(row);
                    member.put("cards", cards(row, membership.entryNo));
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("role", role.role());
                    json.put("contactNumber", "");
                    json.put("member", member);
                    return json;
                })
                .toList();
    }

    List<Map<String, Object>> cards(MemberRow member, long membershipEntryNo) {
        return database.cards.find("memberEntryNo", member.entryNo).stream()
                .filter(card -> card.membershipEntryNo == membershipEntryNo)
                .map(card -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("cardId", card.id);
                    json.put("cardNumber", card.cardNo);
                    json.put("expiryDate", "");
                    json.put("pinCode", "");
                    json.put("temporary", false);
                    json.put("blocked", card.blocked);
                    json.put("createdAt", card.createdAt.toString());
                    json.put("modifiedAt", card.modifiedAt.toString());
                    return json;
                })
                .toList();
    }

    private static String text(LocalDate date) {
        return date == null ? null : date.toString();
    }

    private static String gender(Gender gender) {
        return switch (gender) {
            case MALE -> "male";
            case FEMALE -> "female";
            case OTHER -> "other";
            case NOT_SPECIFIED -> "notSpecified";
        };
    }

    private static String newsletter(Newsletter newsletter) {
        return switch (newsletter) {
            case YES -> "yes";
            case NO -> "no";
            case NOT_SPECIFIED -> "unknown";
        };
    }

    private static String consent(GdprApproval approval) {
        return switch (approval) {
            case PENDING -> "pending";
            case ACCEPTED -> "accepted";
            case REJECTED -> "rejected";
            case DELEGATED -> "delegated";
            case NOT_APPLICABLE -> "notApplicable";
        };
    }

    private static String lifecycle(String context) {
        return context.equals("AUTORENEW") ? "autoRenew" : context.toLowerCase(Locale.ROOT);
    }
}
