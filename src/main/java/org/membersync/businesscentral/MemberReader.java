package org.membersync.businesscentral;

import static org.membersync.http.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.membersync.failure.PermanentException;
import org.membersync.failure.TransientException;
import org.membersync.member.GdprApproval;
import org.membersync.member.Member;
import org.membersync.member.Membership;

/** Reads the answer of {@link BusinessCentralRequests#member} into our own form. */
public final class MemberReader {

    /**
     * The member of the answer, completed by what only the feeds know.
     *
     * @throws TransientException with reason {@code malformed-answer} when the answer holds no member
     * @throws PermanentException with reason {@code unknown-consent} when a consent has a word we do not know
     */
    public Member read(JsonNode answer, MemberFacts facts) {
        JsonNode member = answer.path("member");
        String id = lower(text(member, "memberId"));
        if (id.isEmpty()) {
            throw malformed("an answer", "memberId");
        }
        String number = text(member, "memberNumber");
        return new Member(
                id,
                number,
                member.path("blocked").asBoolean(),
                text(member, "firstName"),
                text(member, "middleName"),
                text(member, "lastName"),
                text(member, "address"),
                text(member, "postCode"),
                text(member, "city"),
                facts.countryCode() == null ? "" : facts.countryCode().strip(),
                text(member, "storeCode"),
                text(member, "email"),
                text(member, "phoneNo"),
                Options.gender(text(member, "gender")),
                date(member, "birthday", number),
                Options.newsletter(text(member, "newsletter")),
                memberships(member, facts, number),
                attributes(member),
                facts.createdAt());
    }

    private static List<Membership> memberships(JsonNode member, MemberFacts facts, String number) {
        List<Membership> memberships = new ArrayList<>();
        for (JsonNode role : member.path("memberships")) {
            if (role.path("membership").isObject()) {
                memberships.add(membership(role, facts, number));
            }
        }
        return memberships;
    }

    private static Membership membership(JsonNode role, MemberFacts facts, String number) {
        JsonNode membership = role.path("membership");
        String id = lower(text(membership, "membershipId"));
        return new Membership(
                id,
                text(membership, "membershipNumber"),
                text(membership, "membershipCode"),
                date(membership, "issueDate", number),
                membership.path("blocked").asBoolean(),
                date(membership, "validFromDate", number),
                date(membership, "validUntilDate", number),
                facts.itemNumbers().getOrDefault(id, ""),
                consent(text(role, "gdprConsent"), number));
    }

    private static GdprApproval consent(String spelling, String number) {
        return Options.gdprApproval(spelling)
                .orElseThrow(() -> new PermanentException(
                        "unknown-consent",
                        "Member " + number
                                + " has a gdprConsent that this program does not know, and a consent is never"
                                + " guessed: look at the GDPR approval of the member's roles in Business Central, and"
                                + " update membersync if it is a new kind"));
    }

    private static Map<String, String> attributes(JsonNode member) {
        Map<String, String> attributes = new HashMap<>();
        for (JsonNode attribute : member.path("attributes")) {
            String code = text(attribute, "code").toUpperCase(Locale.ROOT);
            String value = text(attribute, "value");
            if (!code.isEmpty() && !value.isEmpty()) {
                attributes.put(code, value);
            }
        }
        return attributes;
    }

    private static LocalDate date(JsonNode node, String property, String number) {
        try {
            return Dates.date(text(node, property)).orElse(null);
        } catch (DateTimeException unreadable) {
            // Its text quotes the value, so it is not passed on.
            throw malformed("member " + number, property);
        }
    }

    private static TransientException malformed(String of, String property) {
        return new TransientException(
                "malformed-answer",
                "Business Central told " + of + " without a readable " + property
                        + ": it is read again; if it stays so, look at the member in Business Central",
                null);
    }

    private static String lower(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
