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
                        Map.of("53", "Denmark", "193", "Sweden", "73", "Germany", "148", "Norway")),
                new ListField("shop", "choice", Map.of("10010", "Aarhus", "10020", "København")),
                new ListField(
                        "membership",
                        "choice",
                        Map.of("31970", "Gold club", "31971", "Silver club", "31972", "Member for life")),
                field("membership_no", "text"),
                field("member_since", "date"),
                field("valid_until", "date"),
                field("membership_item", "text"),
                new ListField(
                        "favourite_sport",
                        "choice",
                        Map.of("31980", "Football", "31981", "Handball", "31982", "Cycling", "31990", "None")),
                new ListField("interests", "multi", Map.of("7", "Music", "8", "Books", "9", "Travel")));
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
