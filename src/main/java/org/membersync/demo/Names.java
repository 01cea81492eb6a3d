package org.membersync.demo;

import java.util.Locale;
import java.util.Random;

/** Made-up Danish names and places; every address is below example.dk. */
final class Names {

    static final String[] FEMALE = {
        "Åse", "Kirsten", "Mette", "Søs", "Bodil", "Dagny", "Freja", "Gurli", "Inger", "Jytte", "Karen", "Liv", "Maja",
        "Nanna", "Signe", "Tove", "Ulla", "Vibeke"
    };
    static final String[] MALE = {
        "Bjørn", "Søren", "Jørgen", "Åge", "Lars", "Mads", "Niels", "Ole", "Per", "Rasmus", "Svend", "Thor", "Uffe",
        "Villads", "Asger", "Bent", "Kåre", "Frode"
    };
    static final String[] LAST = {
        "Ærø",
        "Sørensen",
        "Møller",
        "Østergård",
        "Nørgaard",
        "Kjær",
        "Lund",
        "Bæk",
        "Skov",
        "Dahl",
        "Vestergård",
        "Åkjær",
        "Holm",
        "Krogh",
        "Ravn",
        "Bruun"
    };
    static final String[] STREETS = {
        "Møllevej", "Ågade", "Skovbrynet", "Østervang", "Kærvej", "Havnegade", "Birkehøj", "Lærkestien"
    };
    static final String[][] DANISH_TOWNS = {
        {"8000", "Aarhus C"},
        {"5000", "Odense C"},
        {"9000", "Aalborg"},
        {"6700", "Esbjerg"},
        {"3700", "Rønne"},
        {"4600", "Køge"}
    };

    private Names() {}

    static <T> T pick(Random random, T[] from) {
        return from[random.nextInt(from.length)];
    }

    static String street(Random random) {
        return pick(random, STREETS) + " " + (1 + random.nextInt(180));
    }

    /** An address that is unique by its number. */
    static String email(String firstName, String lastName, int number) {
        return ascii(firstName) + "." + ascii(lastName) + number + "@example.dk";
    }

    private static String ascii(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replace("æ", "ae")
                .replace("ø", "oe")
                .replace("å", "aa");
    }

    /** A Danish number of 8 digits that is unique by its number. */
    static String phone(int number) {
        return String.valueOf(20_000_000 + number);
    }
}
