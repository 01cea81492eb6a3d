package org.membersync.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A customer data platform with audiences that exist only in memory: who is in them, what changed by sequence number, and what it
 * pushes. Listens on loopback. Safe for many threads.
 */
public final class SimulatedCdp implements AutoCloseable {

    private final Clock clock;
    private final String apiKey;
    private final Map<String, Audience> audiences = new TreeMap<>();
    private final Map<String, Map<String, String>> attributes = new TreeMap<>();
    private final List<Map<String, Object>> changes = new ArrayList<>();
    private long oldest;
    private long sequence;
    private Instant last = Instant.EPOCH;
    private volatile Consumer<Map<String, Object>> listener = event -> {};
    private SimulatedServer server;

    private SimulatedCdp(Clock clock, String apiKey) {
        this.clock = clock;
        this.apiKey = apiKey;
    }

    private static final class Audience {
        private String name;
        private final Set<String> persons = new TreeSet<>();

        Audience(String name) {
            this.name = name;
        }
    }

    /** Starts on 127.0.0.1; port 0 takes any free one. */
    public static SimulatedCdp start(int port, Clock clock, String apiKey) {
        SimulatedCdp cdp = new SimulatedCdp(clock, apiKey);
        cdp.server = SimulatedServer.start("cdp", port, cdp::answer);
        return cdp;
    }

    /** Setting {@code membersync.audiences.api-url}. */
    public String apiUrl() {
        return server.address();
    }

    public CallLog calls() {
        return server.calls();
    }

    public Faults faults() {
        return server.faults();
    }

    /** What people do right before a chosen call is handled. */
    public Acts acts() {
        return server.acts();
    }

    /** From now on each event is handed over as it would be pushed. */
    public void push(Consumer<Map<String, Object>> to) {
        listener = to;
    }

    private synchronized Answer answer(Call call) {
        if (!call.header("X-API-Key").equals(apiKey)) {
            return Answer.json(401, Map.of("message", "Unauthorized"));
        }
        List<String> path = call.segments();
        if (!call.method().equals("GET")
                || path.size() < 4
                || !path.subList(0, 3).equals(List.of("api", "v3", "membership"))) {
            return Answer.json(404, Map.of("message", "Not found"));
        }
        if (path.size() == 5 && path.get(3).equals("changes")) {
            call.kind("membership.changes");
            return changes(call.query().get("sequenceNumber"));
        }
        call.kind("membership.snapshot");
        Audience audience = audiences.get(path.get(3));
        return audience == null
                ? Answer.json(404, Map.of("message", "Not found"))
                : Answer.json(200, snapshot(path.get(3), audience));
    }

    private Map<String, Object> snapshot(String id, Audience audience) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("audienceId", id);
        shown.put("name", audience.name);
        shown.put("sequenceNumber", sequence);
        shown.put(
                "profiles",
                audience.persons.stream()
                        .map(person -> Map.of("identifierType", "email", "identifierValue", person))
                        .toList());
        return shown;
    }

    private Answer changes(String from) {
        long position = from.matches("\\d{1,18}") ? Long.parseLong(from) : -1;
        if (position < oldest || position > sequence) {
            return Answer.json(410, Map.of("message", "The sequence number is not known"));
        }
        List<Map<String, Object>> since = changes.stream()
                .filter(change -> (Long) change.get("sequenceNumber") > position)
                .limit(1000)
                .toList();
        long reached =
                since.isEmpty() ? sequence : (Long) since.get(since.size() - 1).get("sequenceNumber");
        return Answer.json(200, Map.of("sequenceNumber", reached, "changes", since));
    }

    /** A new audience with nobody in it. */
    public synchronized void addAudience(String id, String name) {
        audiences.put(id, new Audience(name));
    }

    /** Somebody enters; whoever is in already stays, and nothing is told. */
    public synchronized void enter(String audience, String email) {
        if (audiences.get(audience).persons.add(email)) {
            membership("entered", audience, email);
        }
    }

    /** Somebody leaves. */
    public synchronized void leave(String audience, String email) {
        if (audiences.get(audience).persons.remove(email)) {
            membership("left", audience, email);
        }
    }

    private void membership(String type, String audience, String email) {
        Map<String, Object> event = event(type);
        event.put("audienceId", audience);
        event.put("identifierType", "email");
        event.put("identifierValue", email);
        Map<String, Object> change = new LinkedHashMap<>(event);
        change.put("sequenceNumber", ++sequence);
        changes.add(change);
        listener.accept(event);
    }

    /** An attribute of a person gets another value, null for none. */
    public synchronized void attribute(String id, String email, String value) {
        attributes.computeIfAbsent(id, any -> new TreeMap<>()).put(email, value == null ? "" : value);
        Map<String, Object> event = event("attributeChanged");
        event.put("attributeId", id);
        event.put("identifierType", "email");
        event.put("identifierValue", email);
        event.put("value", value);
        listener.accept(event);
    }

    /** The audience is deleted. */
    public synchronized void delete(String audience) {
        audiences.remove(audience);
        Map<String, Object> event = event("audienceDeleted");
        event.put("audienceId", audience);
        listener.accept(event);
    }

    /** The audience gets another name. */
    public synchronized void rename(String audience, String name) {
        audiences.get(audience).name = name;
        Map<String, Object> event = event("audienceRenamed");
        event.put("audienceId", audience);
        event.put("name", name);
        listener.accept(event);
    }

    /** Two events never have the same time. */
    private Map<String, Object> event(String type) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        last = now.isAfter(last) ? now : last.plusMillis(1);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("time", last.toString());
        return event;
    }

    /** What was told until now is no longer known by its sequence numbers. */
    public synchronized void forgetChanges() {
        changes.clear();
        oldest = ++sequence;
    }

    /** Who is in the audience. */
    public synchronized Set<String> persons(String audience) {
        return audiences.containsKey(audience) ? Set.copyOf(audiences.get(audience).persons) : Set.of();
    }

    /** An event as the body of a push. */
    public static String json(Object event) {
        return Json.text(event);
    }

    @Override
    public void close() {
        server.close();
    }
}
