package org.membersync.mapping;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Writes texts so that YAML reads them back as the same texts. */
final class YamlText {

    private static final Pattern PLAIN =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]*( [\\p{L}\\p{N}][\\p{L}\\p{N}_.-]*)*");

    private YamlText() {}

    /** Plain when it can be, else in quotes: {@code NO} alone would be a no to YAML. */
    static String key(String text) {
        boolean plain =
                PLAIN.matcher(text).matches() && Tag.STR.equals(new Resolver().resolve(NodeId.scalar, text, true));
        return plain ? text : quoted(text);
    }

    /** Always in double quotes, on one line. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    /** On one line for use behind a {@code #}. */
    static String comment(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\ufeff]", " ").strip();
    }
}
