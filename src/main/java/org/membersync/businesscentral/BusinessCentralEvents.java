package org.membersync.businesscentral;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.membersync.http.Json;

/**
 * Reads NP Retail's business events and the platform's change notifications, which come alone or several in one body. All of
 * the subscriptions are made with one client state.
 */
public final class BusinessCentralEvents {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern COMPANY = Pattern.compile("/companies\\(([^()/]+)\\)/");
    private static final Pattern MEMBER = row(Feed.MM_MEMBER);
    private static final Pattern MEMBERSHIP = row(Feed.MM_MEMBERSHIPS);

    private final ClientState clientState;
    private final String companyId;

    /**
     * @param clientState what proves an event; empty: nothing does
     * @param companyId the one company whose members we keep; empty: any
     */
    public BusinessCentralEvents(String clientState, String companyId) {
        this.clientState = clientState.isBlank() ? null : new ClientState(clientState);
        this.companyId = companyId.toLowerCase(Locale.ROOT);
    }

    /**
     * Whom the body names. Of several events those without our client state are left out: a subscription of before the state
     * was changed may share its calls with a new one.
     *
     * @throws MalformedEventException when the body is neither an event nor an array {@code value} of them
     * @throws UnprovenEventException when no event names our client state
     */
    public ChangeHint read(String body) {
        List<JsonNode> proven = events(body).stream().filter(this::isProven).toList();
        if (proven.isEmpty()) {
            throw new UnprovenEventException();
        }
        SortedSet<String> members = new TreeSet<>();
        SortedSet<String> memberships = new TreeSet<>();
        for (JsonNode event : proven) {
            if (isOfOurCompany(event)) {
                JsonNode payload = event.path("payload");
                String resource = lowerCase(event, "resource");
                add(lowerCase(payload, "memberId"), members);
                add(lowerCase(payload, "membershipId"), memberships);
                add(found(MEMBER, resource), members);
                add(found(MEMBERSHIP, resource), memberships);
            }
        }
        return new ChangeHint(members, memberships);
    }

    private static List<JsonNode> events(String body) {
        JsonNode json = Json.read(body)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new MalformedEventException("is not a whole JSON object"));
        List<JsonNode> events = new ArrayList<>();
        if (json.path("value").isArray()) {
            json.path("value").forEach(events::add);
        } else {
            events.add(json);
        }
        if (events.isEmpty()) {
            throw new MalformedEventException("holds no event");
        }
        if (events.stream().anyMatch(event -> !isEvent(event))) {
            throw new MalformedEventException("holds something that is neither an event nor a notification");
        }
        return events;
    }

    private static boolean isEvent(JsonNode event) {
        return event.path("eventName").isTextual() || event.path("resource").isTextual();
    }

    private boolean isProven(JsonNode event) {
        return clientState != null && clientState.is(event.path("clientState").asText(""));
    }

    /** An event tells its company beside the payload, a notification in the address of the row. */
    private boolean isOfOurCompany(JsonNode event) {
        String told = lowerCase(event, "companyId");
        if (told.isEmpty()) {
            told = found(COMPANY, lowerCase(event, "resource"));
        }
        return told.isEmpty() || companyId.isEmpty() || told.equals(companyId);
    }

    private static void add(String id, SortedSet<String> ids) {
        if (ID.matcher(id).matches()) {
            ids.add(id);
        }
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String lowerCase(JsonNode node, String property) {
        return Json.text(node, property).toLowerCase(Locale.ROOT);
    }

    private static Pattern row(Feed feed) {
        return Pattern.compile("/" + feed.entitySet().toLowerCase(Locale.ROOT) + "\\(([^()/]+)\\)$");
    }
}
