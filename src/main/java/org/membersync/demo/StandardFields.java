package org.membersync.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields the simulated list has from the start. */
final class StandardFields {

    /** Ids of countries as HeyLoyalty publishes them; those of Germany, Norway and Sweden are made up. */
    static final Map<String, String> COUNTRIES = options(
            "4",
            "Albania",
            "7",
            "Andorra",
            "13",
            "Armenia",
            "16",
            "Azerbaijan",
            "17",
            "Australia",
            "22",
            "Belgium",
            "33",
            "Bulgaria",
            "38",
            "Canada",
            "52",
            "Cyprus",
            "53",
            "Denmark",
            "75",
            "Germany",
            "154",
            "Norway",
            "196",
            "Sweden");

    private StandardFields() {}

    static void addTo(ListFields fields) {
        fields.add(true, "firstname", "text", "First name", Map.of());
        fields.add(true, "lastname", "text", "Last name", Map.of());
        fields.add(true, "email", "text", "E-mail", Map.of());
        fields.add(true, "mobile", "number", "Mobile", Map.of());
        fields.add(true, "sex", "choice", "Gender", options("1", "Male", "2", "Female"));
        fields.add(true, "birthdate", "date", "Birth date", Map.of());
        fields.add(true, "address", "text", "Address", Map.of());
        fields.add(true, "postalcode", "number", "Postal code", Map.of());
        fields.add(true, "city", "text", "City", Map.of());
        fields.add(true, "country", "choice", "Country", COUNTRIES);
        fields.add(true, "password", "text", "Password", Map.of());
        fields.add(true, "reference", "text", "Reference", Map.of());
        fields.add(false, "shop", "choice", "Shop", options("10101", "Århus", "10102", "København"));
        fields.add(
                false,
                "membership",
                "choice",
                "Membership",
                options("501", "Silver club", "502", "Gold club", "503", "Lifetime club"));
        fields.add(false, "membership_no", "text", "Membership number", Map.of());
        fields.add(false, "member_since", "date", "Member since", Map.of());
        fields.add(false, "valid_until", "date", "Valid until", Map.of());
        fields.add(false, "membership_item", "text", "Membership item", Map.of());
        fields.add(
                false,
                "favourite_sport",
                "choice",
                "Favourite sport",
                options(
                        "31980",
                        "Football",
                        "31981",
                        "Handball",
                        "31982",
                        "Badminton",
                        "31983",
                        "Swimming",
                        "31990",
                        "None"));
        fields.add(
                false,
                "interests",
                "multi",
                "Interests",
                options("7", "Music", "8", "Books", "9", "Film", "10", "Food", "11", "Travel"));
    }

    static Map<String, String> options(String... idsAndLabels) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < idsAndLabels.length; i += 2) {
            options.put(idsAndLabels[i], idsAndLabels[i + 1]);
        }
        return options;
    }
}
