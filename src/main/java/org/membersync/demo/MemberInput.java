package org.membersync.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.membersync.member.GdprApproval;
import org.membersync.member.Gender;
import org.membersync.member.Newsletter;

/** Reads the property {@code member} of addMember and PATCH into a member row (contract 1.11, 1.12). */
final class MemberInput {

    private final Company company;
    private final JsonNode json;

    /** @throws RestError when the body has no such property */
    MemberInput(Company company, JsonNode body) {
        this.company = company;
        this.json = body.path("member");
        if (!json.isObject()) {
            throw RestError.generic("Missing member property");
        }
    }

    /** Applies what is present: a JSON null keeps the value, an empty text blanks it. */
    void applyTo(MemberRow row) {
        text("firstName", 50, value -> row.firstName = value);
        text("middleName", 50, value -> row.middleName = value);
        text("lastName", 50, value -> row.lastName = value);
        text("address", 100, value -> row.address = value);
        text("city", 50, value -> row.city = value);
        text("email", 80, value -> row.email = value.toLowerCase(Locale.ROOT));
        text("phoneNo", 30, value -> row.phoneNo = value);
        text("preferredLanguage", 10, value -> row.preferredLanguage = "");
        text("storeCode", 20, value -> row.storeCode = value.toUpperCase(Locale.ROOT));
        text("gender", 250, value -> row.gender = gender(value));
        text("newsletter", 250, value -> row.newsletter = newsletter(value));
        text("birthday", 250, value -> row.birthday = birthday(value));
        text("country", 50, value -> country(row, value));
        text("postCode", 20, value -> postCode(row, value.toUpperCase(Locale.ROOT)));
        if (!row.countryCode.isEmpty()) {
            row.country = company.countryName(row.countryCode);
        }
    }

    /** The stored country code rules; only a member without one takes the posted text, as code or as name. */
    private void country(MemberRow row, String value) {
        if (row.countryCode.isEmpty()) {
            row.country = value;
            company.database.countries.all().stream()
                    .filter(known -> known.code.equalsIgnoreCase(value) || known.text.equalsIgnoreCase(value))
                    .findFirst()
                    .ifPresent(known -> row.countryCode = known.code);
        }
    }

    /** A code of the post code table brings its own city and country. */
    private void postCode(MemberRow row, String value) {
        row.postCode = value;
        Company.PostCode known = company.postCodes.get(value);
        if (known != null) {
            row.city = known.city();
            row.countryCode = known.countryCode();
        }
    }

    GdprApproval consent() {
        return switch (json.path("gdprConsent").asText("").toLowerCase(Locale.ROOT)) {
            case "pending", "1" -> GdprApproval.PENDING;
            case "accept", "accepted", "2" -> GdprApproval.ACCEPTED;
            case "reject", "rejected", "3" -> GdprApproval.REJECTED;
            default -> GdprApproval.NOT_APPLICABLE;
        };
    }

    /** Sets the posted attributes; blank values are skipped, so nothing can be cleared this way. */
    void applyAttributes(MemberRow row) {
        for (JsonNode each : json.path("attributes")) {
            if (!each.path("value").asText("").isBlank()) {
                company.setAttribute(
                        row,
                        attributeCode(company.attributes, each),
                        each.get("value").asText());
            }
        }
    }

    /** The known code of a posted attribute. */
    static String attributeCode(Map<String, AttributeDefinition> known, JsonNode attribute) {
        String code = attribute.path("code").asText("").strip().toUpperCase(Locale.ROOT);
        if (!known.containsKey(code)) {
            throw RestError.generic("Attribute " + code + " is not valid.");
        }
        return code;
    }

    private void text(String name, int max, Consumer<String> apply) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        apply.accept(limited(value.asText(""), max));
    }

    /** The text without control characters and outer blanks. */
    static String limited(String value, int max) {
        String text = value.replaceAll("\\p{Cntrl}", "").strip();
        if (text.length() > max) {
            throw RestError.generic("The length of the string is " + text.length()
                    + ", but it must be less than or equal to " + max + " characters. Value: " + text);
        }
        return text;
    }

    private static LocalDate birthday(String value) {
        try {
            return value.isEmpty() ? null : LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw RestError.generic("Unable to convert from the JSON value to Date.");
        }
    }

    private static Gender gender(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "male", "1" -> Gender.MALE;
            case "female", "2" -> Gender.FEMALE;
            case "other", "3" -> Gender.OTHER;
            default -> Gender.NOT_SPECIFIED;
        };
    }

    private static Newsletter newsletter(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes", "1" -> Newsletter.YES;
            case "no", "0", "2" -> Newsletter.NO;
            default -> Newsletter.NOT_SPECIFIED;
        };
    }
}
