package org.membersync.cdp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.membersync.cdp.AudienceEvent.Kind;
import org.membersync.http.Json;

/** Reads what is pushed: one event or an array of them, all or nothing; the schema is {@code audience-events.schema.json}. */
public final class AudienceEvents {

    private static final int MOST = 10_000;
    private static final int LONGEST_ID = 100;
    private static final int LONGEST_IDENTIFIER = 320;
    private static final int LONGEST_VALUE = 1000;
    private static final int LONGEST_NAME = 250;

    /** As far as clocks may be apart. Later times would keep everything away that happens until then. */
    private static final Duration FUTURE = Duration.ofMinutes(15);

    private final Clock clock;

    public AudienceEvents(Clock clock) {
        this.clock = clock;
    }

    /**
     * The events in the order of the body.
     *
     * @throws MalformedAudienceEventException naming the first that cannot be taken: then none is
     */
    public List<AudienceEvent> read(String body) {
        JsonNode json = Json.read(body).orElseThrow(() -> new MalformedAudienceEventException("it is no whole JSON"));
        if (json.isObject()) {
            return List.of(event(json, "the event"));
        }
        if (json.size() > MOST) {
            throw new MalformedAudienceEventException(
                    "there are more than " + MOST + " in one request; send them in several");
        }
        List<AudienceEvent> events = new ArrayList<>(json.size());
        for (int i = 0; i < json.size(); i++) {
            events.add(event(json.get(i), "event " + (i + 1)));
        }
        return events;
    }

    private AudienceEvent event(JsonNode json, String name) {
        if (!json.isObject()) {
            throw new MalformedAudienceEventException(name + " is no object");
        }
        Instant at = time(json, name);
        return switch (Json.text(json, "type")) {
            case "entered" -> ofPerson(Kind.ENTERED, json, at, name);
            case "left" -> ofPerson(Kind.LEFT, json, at, name);
            case "attributeChanged" ->
                new AudienceEvent(
                        Kind.CHANGED,
                        "attribute:" + id(json, "attributeId", name),
                        identifier(json, name),
                        value(json, name),
                        at);
            case "audienceDeleted" ->
                new AudienceEvent(Kind.DELETED, "audience:" + id(json, "audienceId", name), "", null, at);
            case "audienceRenamed" ->
                new AudienceEvent(
                        Kind.RENAMED,
                        "audience:" + id(json, "audienceId", name),
                        "",
                        needed(json, "name", LONGEST_NAME, name),
                        at);
            default ->
                throw new MalformedAudienceEventException(name
                        + " has another type than entered, left, attributeChanged, audienceDeleted or audienceRenamed");
        };
    }

    private static AudienceEvent ofPerson(Kind kind, JsonNode json, Instant at, String name) {
        return new AudienceEvent(kind, "audience:" + id(json, "audienceId", name), identifier(json, name), null, at);
    }

    private static String identifier(JsonNode json, String name) {
        String type = Json.text(json, "identifierType");
        if (!type.isEmpty() && !type.equalsIgnoreCase("email")) {
            throw new MalformedAudienceEventException(name + " names the person by something else than email");
        }
        String value = normal(needed(json, "identifierValue", LONGEST_IDENTIFIER, name));
        if (!isEmail(value)) {
            throw new MalformedAudienceEventException(name + " has an identifierValue that is no e-mail address");
        }
        return value;
    }

    /** The one spelling of an identifier. */
    static String normal(String identifier) {
        return identifier.strip().toLowerCase(Locale.ROOT);
    }

    static boolean isEmail(String text) {
        int at = text.indexOf('@');
        return at > 0 && at < text.length() - 1 && text.length() <= LONGEST_IDENTIFIER && !text.contains(" ");
    }

    private static String value(JsonNode json, String name) {
        JsonNode value = json.get("value");
        if (value == null || value.isContainerNode()) {
            throw new MalformedAudienceEventException(name + " has no value; null clears it");
        }
        String text = value.asText("").strip();
        if (text.length() > LONGEST_VALUE) {
            throw new MalformedAudienceEventException(
                    name + " has a value of more than " + LONGEST_VALUE + " characters");
        }
        return value.isNull() || text.isEmpty() ? null : text;
    }

    private static String id(JsonNode json, String property, String name) {
        return needed(json, property, LONGEST_ID, name);
    }

    private static String needed(JsonNode json, String property, int longest, String name) {
        String text = Json.text(json, property);
        if (text.isEmpty() || text.length() > longest) {
            throw new MalformedAudienceEventException(
                    name + " has no " + property + " of 1 to " + longest + " characters");
        }
        return text;
    }

    private Instant time(JsonNode json, String name) {
        try {
            Instant at = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(Json.text(json, "time"), Instant::from);
            if (at.isAfter(clock.instant().plus(FUTURE))) {
                throw new MalformedAudienceEventException(
                        name + " has a time that lies ahead: compare the CDP's clock with this machine's");
            }
            return at;
        } catch (DateTimeException unreadable) {
            throw new MalformedAudienceEventException(
                    name + " has no time such as 2026-01-31T10:00:00.123Z, with its offset");
        }
    }
}
