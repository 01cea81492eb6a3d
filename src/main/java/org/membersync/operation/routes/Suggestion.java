package org.membersync.operation.routes;

import java.util.Comparator;
import java.util.Set;

/** Guesses which name was meant. */
final class Suggestion {

    private static final int LARGEST_SLIP = 4;

    private Suggestion() {}

    /** The mending of a reference to a name that does not exist. */
    static String of(String wrong, Set<String> known, String prefix) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(name, wrong)))
                .filter(name -> distance(name, wrong) <= LARGEST_SLIP)
                .map(name -> "Did you mean " + prefix + name + "?")
                .orElse("Mend its spelling or add what it names");
    }

    /** How many letters must change (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
