package org.membersync.demo;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds members by what the REST front's query names, and tells which attributes there are. */
final class MemberSearch {

    private final Company company;
    private final Database database;
    private final RestJson json;

    MemberSearch(Company company, RestJson json) {
        this.company = company;
        this.database = company.database;
        this.json = json;
    }

    Answer definitions() {
        return Answer.json(
                200,
                company.attributes.values().stream()
                        .map(definition -> {
                            Map<String, Object> shown = new LinkedHashMap<>();
                            shown.put("code", definition.code());
                            shown.put("name", definition.caption());
                            shown.put("caption", definition.caption());
                            shown.put("blocked", false);
                            shown.put("description", definition.caption());
                            shown.put("datatype", definition.type());
                            shown.put("validateAs", "datatype");
                            shown.put("formatAs", "native");
                            return shown;
                        })
                        .toList());
    }

    Answer find(Form query) {
        int limit = query.has("limit") ? limit(query.get("limit")) : 50;
        boolean details =
                query.get("withDetails").equals("1") || query.get("withDetails").equalsIgnoreCase("true");
        String email = query.get("email").toLowerCase(Locale.ROOT);
        String number = query.get("memberNumber").toUpperCase(Locale.ROOT);
        if (Stream.of("memberNumber", "firstName", "lastName", "birthday", "email", "phone")
                .allMatch(name -> query.get(name).isEmpty())) {
            throw RestError.generic("At least one search criterion is required.");
        }
        birthday(query.get("birthday"));
        Stream<MemberRow> candidates = !number.isEmpty()
                ? database.members.find("externalMemberNo", number).stream()
                : !email.isEmpty()
                        ? database.members.find("emailAddress", email).stream()
                        : !query.get("phone").isEmpty()
                                ? database.members.find("phoneNo", query.get("phone")).stream()
                                : database.members.all().stream();
        return Answer.json(
                200,
                Map.of(
                        "members",
                        candidates
                                .filter(row -> email.isEmpty() || row.email.equals(email))
                                .filter(row -> same(query.get("phone"), row.phoneNo))
                                .filter(row -> same(query.get("firstName"), row.firstName))
                                .filter(row -> same(query.get("lastName"), row.lastName))
                                .filter(row -> same(query.get("birthday"), String.valueOf(row.birthday)))
                                .limit(limit)
                                .map(row -> found(row, details))
                                .collect(Collectors.toList())));
    }

    private Map<String, Object> found(MemberRow row, boolean details) {
        Map<String, Object> member = json.member(row);
        if (details) {
            member.put("memberships", json.memberships(row));
        }
        return member;
    }

    private static boolean same(String wanted, String value) {
        return wanted.isEmpty() || wanted.equalsIgnoreCase(value);
    }

    private static void birthday(String text) {
        try {
            if (!text.isEmpty()) {
                LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            throw RestError.generic("Invalid birthday format");
        }
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= 100) {
                return limit;
            }
            throw RestError.generic("The limit must be between 1 and 100.");
        } catch (NumberFormatException e) {
            throw RestError.generic("The limit must be between 1 and 100.");
        }
    }
}
