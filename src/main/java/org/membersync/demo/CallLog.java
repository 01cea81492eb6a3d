package org.membersync.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The calls a simulator received; safe to read while it serves. */
public final class CallLog {

    private static final int KEPT = 100_000;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<String, Long> byKind = new TreeMap<>();
    private long number;
    private int running;
    private int maxRunning;

    /**
     * One answered call.
     *
     * @param number counts from 1 in the order of arrival
     * @param kind what was called, such as {@code member.patch}
     * @param path as it came, not decoded
     * @param query as it came, an empty text when there was none
     * @param status the answer's status, 0 when the connection was cut instead
     */
    public record Entry(long number, String kind, String method, String path, String query, int status) {}

    synchronized long begin() {
        running++;
        maxRunning = Math.max(maxRunning, running);
        return ++number;
    }

    synchronized void end() {
        running--;
    }

    synchronized void answered(long callNumber, Call call, int status) {
        byKind.merge(call.kind(), 1L, Long::sum);
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(callNumber, call.kind(), call.method(), call.rawPath(), call.rawQuery(), status));
    }

    /** The newest 100,000 calls, oldest first. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The kept calls of one kind, oldest first. */
    public synchronized List<Entry> entries(String kind) {
        return entries.stream().filter(entry -> entry.kind().equals(kind)).toList();
    }

    /** How many calls of that kind were answered. */
    public synchronized long count(String kind) {
        return byKind.getOrDefault(kind, 0L);
    }

    /** Calls by kind. */
    public synchronized Map<String, Long> counts() {
        return Map.copyOf(byKind);
    }

    /** How many calls of any kind were answered. */
    public synchronized long total() {
        return byKind.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The most calls that were in hand at the same time. */
    public synchronized int maxConcurrent() {
        return maxRunning;
    }

    /** Forgets everything, so that the next call is number 1. */
    public synchronized void reset() {
        entries.clear();
        byKind.clear();
        number = 0;
        maxRunning = running;
    }
}
