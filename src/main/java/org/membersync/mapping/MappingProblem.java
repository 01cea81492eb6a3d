package org.membersync.mapping;

/**
 * One thing that is wrong in a mapping file.
 *
 * @param file the file as a person would open it, such as {@code mappings/member.yaml}
 * @param line counted from 1
 * @param key the key in question, such as {@code direction} or {@code country}; empty when the file as a whole is meant
 * @param problem what is wrong, one sentence without a full stop
 * @param mending what to do about it, one sentence without a full stop
 */
public record MappingProblem(String file, int line, String key, String problem, String mending) {

    /** One line for a person: {@code mappings/member.yaml:12: direction: "bth" is not a direction. Write both}. */
    @Override
    public String toString() {
        String subject = key.isEmpty() ? "" : key + ": ";
        return file + ":" + line + ": " + subject + problem + ". " + mending;
    }
}
