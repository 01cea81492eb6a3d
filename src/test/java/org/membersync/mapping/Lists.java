package org.membersync.mapping;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** HeyLoyalty lists for tests. */
final class Lists {

    private Lists() {}

    /** The list that the shipped example is made for. */
    static ListDefinition example() {
        return of(
                field("firstname", "text"),
                field("lastname", "text"),
                field("email", "text"),
                field("mobile", "number"),
                new ListField("sex", "choice", Map.of("1", "Male", "2", "Female")),
                field("birthdate", "date"),
                field("address", "text"),
                field("postalcode", "number"),
                field("city", "text"),
                new ListField(
                        "country",
                        "choice",
                        Map.of("53", "Denmark", "196", "Sweden", "75", "Germany", "154", "Norway")),
                new ListField("shop", "choice", Map.of("10101", "Århus", "10102", "København")),
                new ListField(
                        "membership",
                        "choice",
                        Map.of("501", "Silver club", "502", "Gold club", "503", "Lifetime club")),
                field("membership_no", "text"),
                field("member_since", "date"),
                field("valid_until", "date"),
                field("membership_item", "text"),
                new ListField(
                        "favourite_sport",
                        "choice",
                        Map.of(
                                "31980",
                                "Football",
                                "31981",
                                "Handball",
                                "31982",
                                "Badminton",
                                "31983",
                                "Swimming",
                                "31990",
                                "None")),
                new ListField(
                        "interests",
                        "multi",
                        Map.of("7", "Music", "8", "Books", "9", "Film", "10", "Food", "11", "Travel")));
    }

    static ListDefinition of(ListField... fields) {
        return new ListDefinition(
                "1717",
                "Members",
                "disallow",
                Arrays.stream(fields).collect(Collectors.toMap(ListField::name, Function.identity())));
    }

    static ListField field(String name, String format) {
        return new ListField(name, format, Map.of());
    }
}
