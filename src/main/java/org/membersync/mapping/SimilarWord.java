package org.membersync.mapping;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who misspelt a word probably meant. */
final class SimilarWord {

    private SimilarWord() {}

    /** The nearest of the words, unless none is near. */
    static Optional<String> of(String word, Collection<String> words) {
        int reach = Math.min(Math.max(2, word.length() / 3), word.length() - 1);
        return words.stream()
                .filter(candidate -> distance(word, candidate) <= reach)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** {@code Did you mean "x"? } when something is near, else an empty text. */
    static String hint(String word, Collection<String> words) {
        return of(word, words).map(near -> "Did you mean \"" + near + "\"? ").orElse("");
    }

    /** How many letters must be changed, added or removed; case does not count. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
