package org.membersync.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param compared how many were compared, by what they are
 * @param differences how many differ, by kind
 * @param fields how many differ, by field of the list
 * @param linked how many were linked by their contact
 * @param queued how many changes were queued
 */
public record RunCounts(
        Map<String, Long> compared, Map<String, Long> differences, Map<String, Long> fields, long linked, long queued) {

    /** Of a run that is not over. */
    public static final RunCounts NONE = new RunCounts(Map.of(), Map.of(), Map.of(), 0, 0);

    private static final ObjectMapper JSON = new ObjectMapper();

    static RunCounts read(String json) {
        try {
            return JSON.readValue(json, RunCounts.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A run's counts are no longer readable", e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Counts always become JSON", e);
        }
    }

    /** The same with what became of the differences. */
    public RunCounts with(long nowLinked, long nowQueued) {
        return new RunCounts(compared, differences, fields, nowLinked, nowQueued);
    }
}
