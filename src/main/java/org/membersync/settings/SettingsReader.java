package org.membersync.settings;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Reads single settings and collects what is wrong with them, so that all problems are told together (behaviour S). Defaults
 * live in {@code application.yaml}; a value that cannot be read comes back as null and is reported.
 */
final class SettingsReader {

    private final Binder binder;
    private final List<SettingProblem> problems = new ArrayList<>();
    private final Set<String> known = new TreeSet<>();

    SettingsReader(Binder binder) {
        this.binder = binder;
    }

    List<SettingProblem> problems() {
        return problems;
    }

    /** Every property that was asked for. */
    Set<String> known() {
        return known;
    }

    void report(String property, String problem, String mending) {
        problems.add(new SettingProblem(property, problem, mending));
    }

    /** An optional text, empty when it is not set. */
    String text(String property) {
        return read(property, String.class, "Give it a text", Function.identity(), "");
    }

    /** A text that must be there when {@code needed}. */
    String required(String property, boolean needed, String mending) {
        String text = text(property);
        if (needed && text.isBlank()) {
            report(property, "is missing", mending);
        }
        return text.strip();
    }

    /** An absolute http or https address without a slash at the end. */
    String url(String property, boolean needed, String mending) {
        return exactUrl(property, needed, mending).replaceAll("/+$", "");
    }

    /** An absolute http or https address, left as it is because it is compared with what others write. */
    String exactUrl(String property, boolean needed, String mending) {
        String text = required(property, needed, mending);
        if (!text.isEmpty() && !isHttpAddress(text)) {
            report(property, "is not an http or https address", mending);
        }
        return text;
    }

    /** The names of the entries that somebody made below that property. */
    Set<String> names(String property) {
        return new TreeSet<>(binder.bind(property, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .keySet());
    }

    boolean flag(String property) {
        return read(property, Boolean.class, "Set it to true or false", Function.identity(), false);
    }

    int number(String property, int least, int most) {
        Integer number = read(
                property,
                Integer.class,
                "Set it to a whole number from " + least + " to " + most,
                Function.identity(),
                least);
        if (number < least || number > most) {
            report(property, number + " is out of range", "Set it to a whole number from " + least + " to " + most);
        }
        return number;
    }

    Duration duration(String property, Duration least, Duration most) {
        String mending = "Set it to a duration such as 30s, 5m or 24h, from " + shown(least) + " to " + shown(most);
        Duration duration = read(property, Duration.class, mending, Function.identity(), least);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            report(property, shown(duration) + " is out of range", mending);
        }
        return duration;
    }

    /** A value that {@code parse} makes of the text; its IllegalArgumentException is the problem. */
    <T> T parsed(String property, String mending, Function<String, T> parse, T whenBroken) {
        return read(property, String.class, mending, parse, whenBroken);
    }

    <E extends Enum<E>> E choice(String property, Class<E> type, E whenBroken) {
        List<String> allowed = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            allowed.add(constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        }
        return read(property, type, "Set it to one of " + String.join(", ", allowed), Function.identity(), whenBroken);
    }

    private <S, T> T read(String property, Class<S> type, String mending, Function<S, T> parse, T whenBroken) {
        known.add(property);
        try {
            S bound = binder.bind(property, type).orElse(null);
            if (bound == null) {
                if (!whenBroken.equals("")) {
                    report(property, "is missing", mending);
                }
                return whenBroken;
            }
            return parse.apply(bound);
        } catch (BindException | IllegalArgumentException e) {
            report(property, "cannot be read", mending);
            return whenBroken;
        }
    }

    private static boolean isHttpAddress(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String shown(Duration duration) {
        return duration.toString()
                .substring(duration.toString().startsWith("PT") ? 2 : 1)
                .toLowerCase(java.util.Locale.ROOT);
    }
}
