package org.membersync.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells an integration engineer which values {@code autoCreate} added, as a file beside the mapping files that is never read:
 * its lines can be taken over into them (behaviour I8).
 */
public final class CreatedValuesFile {

    /** The file's name. */
    public static final String NAME = "created-values.suggested.yaml";

    private static final String HEAD = """
            # Options of the HeyLoyalty list that autoCreate let in, by field. They are in force already and kept in the database;
            # take them over into the values of the field in member.yaml to keep them with the mapping, where a value counts first.
            """;

    private final Path folder;

    /** @param folder of the mapping files; nothing is written when it does not exist */
    public CreatedValuesFile(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the file anew.
     *
     * @param values HeyLoyalty field name to Business Central value to option
     * @throws IOException when the folder is there and cannot be written to
     */
    public void write(Map<String, Map<String, String>> values) throws IOException {
        if (Files.isDirectory(folder)) {
            Files.writeString(folder.resolve(NAME), text(values));
        }
    }

    static String text(Map<String, Map<String, String>> values) {
        StringBuilder text = new StringBuilder(HEAD);
        new TreeMap<>(values).forEach((field, options) -> {
            text.append(YamlText.key(field)).append(":\n");
            new TreeMap<>(options).forEach((value, option) -> text.append("  ")
                    .append(YamlText.key(value))
                    .append(": \"")
                    .append(option)
                    .append("\"\n"));
        });
        return text.toString();
    }
}
