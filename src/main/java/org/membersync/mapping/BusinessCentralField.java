package org.membersync.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.membersync.member.Gender;
import org.membersync.member.Member;
import org.membersync.member.Membership;

/** A member's field as mapping files name it, and how it is read as text: empty when Business Central holds nothing. */
record BusinessCentralField(
        String name, boolean writable, boolean code, BiFunction<Member, Optional<Membership>, String> reader) {

    static final String ATTRIBUTE = "attribute.";

    private static final List<BusinessCentralField> FIXED = List.of(
            personal("firstName", Member::firstName),
            personal("middleName", Member::middleName),
            personal("lastName", Member::lastName),
            new BusinessCentralField("firstAndMiddleName", false, false, (member, m) -> firstAndMiddleName(member)),
            personal("email", Member::email),
            personal("phoneNo", Member::phoneNo),
            personal("gender", member -> gender(member.gender())),
            personal("birthday", member -> text(member.birthday())),
            personal("address", Member::address),
            personal("postCode", Member::postCode),
            personal("city", Member::city),
            new BusinessCentralField("countryCode", true, true, (member, m) -> member.countryCode()),
            new BusinessCentralField("storeCode", true, true, (member, m) -> member.storeCode()),
            new BusinessCentralField("number", false, false, (member, m) -> member.number()),
            membership("code", Membership::code),
            membership("number", Membership::number),
            membership("issueDate", Membership::issueDate),
            membership("validUntil", Membership::validUntil),
            membership("validFrom", Membership::validFrom),
            membership("itemNumber", Membership::itemNumber));

    /** Business Central refuses a whole member for one text that is longer than its field (contract, section 6). */
    private static final Map<String, Integer> MAX_LENGTHS = Map.of(
            "firstName",
            50,
            "middleName",
            50,
            "lastName",
            50,
            "email",
            80,
            "phoneNo",
            30,
            "address",
            100,
            "postCode",
            20,
            "city",
            50,
            "countryCode",
            10,
            "storeCode",
            20);

    private static final int MAX_ATTRIBUTE = 250;

    /** How many characters Business Central takes. */
    int maxLength() {
        return name.startsWith(ATTRIBUTE) ? MAX_ATTRIBUTE : MAX_LENGTHS.getOrDefault(name, Integer.MAX_VALUE);
    }

    /** The field of that name; case counts. */
    static Optional<BusinessCentralField> named(String name) {
        if (name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length()) {
            String attribute = name.substring(ATTRIBUTE.length());
            return Optional.of(new BusinessCentralField(name, true, true, (member, m) -> attribute(member, attribute)));
        }
        return FIXED.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** The names of all fields but the attributes. */
    static List<String> names() {
        return FIXED.stream().map(BusinessCentralField::name).toList();
    }

    String read(Member member, Optional<Membership> membership) {
        String text = reader.apply(member, membership);
        return text == null ? "" : text.strip();
    }

    private static BusinessCentralField personal(String name, Function<Member, String> reader) {
        return new BusinessCentralField(name, true, false, (member, membership) -> reader.apply(member));
    }

    private static BusinessCentralField membership(String name, Function<Membership, Object> reader) {
        return new BusinessCentralField(
                "membership." + name,
                false,
                true,
                (member, membership) -> text(membership.map(reader).orElse(null)));
    }

    private static String firstAndMiddleName(Member member) {
        return (member.firstName().strip() + " " + member.middleName().strip()).strip();
    }

    /** Attribute codes are upper case in Business Central, whatever the mapping file writes. */
    private static String attribute(Member member, String code) {
        return member.attributes().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(code))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Not specified is how Business Central says that it holds nothing. */
    private static String gender(Gender gender) {
        return gender == null || gender == Gender.NOT_SPECIFIED
                ? ""
                : gender.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    /** Every gender that a mapping can name. */
    static List<String> genders() {
        return Arrays.stream(Gender.values())
                .map(BusinessCentralField::gender)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
