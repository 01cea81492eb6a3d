package org.membersync.settings;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Finds settings below {@code membersync.} that nobody reads: a misspelt one would be silent otherwise. */
final class UnknownSettings {

    /** The simulators' own settings: read by their room, under the profile demo only. */
    private static final String DEMO = "membersyncdemo";

    private static final int LARGEST_SLIP = 6;

    private final ConfigurableEnvironment environment;
    private final Set<String> known;
    private final Set<String> knownForms;

    UnknownSettings(ConfigurableEnvironment environment, Set<String> known) {
        this.environment = environment;
        this.known = known;
        this.knownForms = known.stream().map(UnknownSettings::form).collect(Collectors.toSet());
    }

    void report(SettingsReader reader) {
        for (String name : names()) {
            reader.report(name, "is not a setting of membersync", mending(name));
        }
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    String lower = name.toLowerCase(Locale.ROOT);
                    boolean ours = lower.startsWith("membersync.") || lower.startsWith("membersync_");
                    if (ours && !knownForms.contains(form(name)) && !form(name).startsWith(DEMO)) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    private String mending(String name) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(form(candidate), form(name))))
                .filter(candidate -> distance(form(candidate), form(name)) <= LARGEST_SLIP)
                .map(candidate -> "Did you mean " + candidate + "? Else take it away")
                .orElse("Take it away; the README lists all settings");
    }

    private static String form(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
