package org.membersync.mapping;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the option whose label means the same as one of a few names. Says nothing when two would do equally well. */
final class LabelMatch {

    private static final int SAME = 3;
    private static final int PART = 2;
    private static final int NEAR = 1;
    private static final int SHORTEST_PART = 4;

    private LabelMatch() {}

    /** The id of the option whose label is one of the names, but for case, accents and punctuation. */
    static Optional<String> exact(Collection<String> names, Map<String, String> options) {
        return best(names, options, SAME);
    }

    /** The id of the option whose label is, contains or resembles one of the names. */
    static Optional<String> similar(Collection<String> names, Map<String, String> options) {
        return best(names, options, NEAR);
    }

    private static Optional<String> best(Collection<String> names, Map<String, String> options, int enough) {
        Map<String, Integer> scores = new HashMap<>();
        options.forEach((id, label) -> scores.put(
                id, names.stream().mapToInt(name -> score(name, label)).max().orElse(0)));
        int best = scores.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<String> ids = scores.entrySet().stream()
                .filter(score -> score.getValue() == best)
                .map(Map.Entry::getKey)
                .toList();
        return best >= enough && ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
    }

    private static int score(String name, String label) {
        String left = bare(name);
        String right = bare(label);
        if (left.isEmpty() || right.isEmpty()) {
            return 0;
        }
        if (left.equals(right)) {
            return SAME;
        }
        int shorter = Math.min(left.length(), right.length());
        if (shorter >= SHORTEST_PART && (left.contains(right) || right.contains(left))) {
            return PART;
        }
        return SimilarWord.distance(left, right) <= shorter / 5 ? NEAR : 0;
    }

    /** Letters and digits alone, in lower case and without accents. */
    static String bare(String text) {
        String lower = text.toLowerCase(Locale.ROOT)
                .replace("æ", "ae")
                .replace("ø", "oe")
                .replace("å", "aa");
        return Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
