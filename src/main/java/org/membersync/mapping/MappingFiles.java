package org.membersync.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Where mapping files come from.
 *
 * @param directory what messages put before a file's name, ending in a slash or empty
 * @param name the name of the mapping file
 * @param text the text of a file by its plain name, null when there is none
 */
record MappingFiles(String directory, String name, Function<String, String> text) {

    private static final String PACKAGED = "/membersync/mappings/";
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*\\.ya?ml");

    static MappingFiles inFolder(Path folder) {
        String shown = folder.normalize().toString().replace('\\', '/');
        return new MappingFiles(shown.isEmpty() ? "" : shown + "/", MemberMapping.FILE_NAME, name -> {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file) ? read(file) : null;
        });
    }

    static MappingFiles packaged() {
        return new MappingFiles("classpath:" + PACKAGED.substring(1), MemberMapping.FILE_NAME, MappingFiles::resource);
    }

    static MappingFiles of(String fileName, String yaml, Function<String, String> siblingFile) {
        int slash = fileName.lastIndexOf('/') + 1;
        String plainName = fileName.substring(slash);
        return new MappingFiles(
                fileName.substring(0, slash),
                plainName,
                name -> name.equals(plainName) ? yaml : siblingFile.apply(name));
    }

    /** The same folder, of which another file is the mapping file. */
    MappingFiles named(String plainName) {
        return new MappingFiles(directory, plainName, text);
    }

    MemberMapping read() {
        return new MappingReader(this).read();
    }

    /** What messages call that file. */
    String shown(String plainName) {
        return directory + plainName;
    }

    /** Whether the name cannot lead out of the folder. */
    static boolean isPlainName(String name) {
        return PLAIN_NAME.matcher(name).matches();
    }

    /** Fails on bytes that are not UTF-8 instead of putting signs of its own in their place. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = MappingFiles.class.getResourceAsStream(PACKAGED + name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
