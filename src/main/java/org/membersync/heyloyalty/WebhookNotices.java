package org.membersync.heyloyalty;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.membersync.http.Json;

/** Reads webhooks in HeyLoyalty's default and simplified format. */
public final class WebhookNotices {

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,60}");
    private static final Pattern UNUSUAL = Pattern.compile("[^\\x20-\\x7e]");
    private static final int LONGEST_TYPE = 40;
    private static final int LONGEST_ID = 60;

    private final ZoneId zone;

    /** @param zone of HeyLoyalty's times, which name none: the setting {@code membersync.heyloyalty.time-zone} */
    public WebhookNotices(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * What the body says.
     *
     * @throws MalformedNoticeException when it is no JSON object, has no type, or tells of a change without saying of what
     */
    public WebhookNotice read(String body) {
        JsonNode json = Json.read(body)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new MalformedNoticeException("is not a whole JSON object"));
        String type = plain(Json.text(json, "type"), LONGEST_TYPE);
        if (type.isEmpty()) {
            throw new MalformedNoticeException("has no type");
        }
        String memberId = either(json, "member_id", "memberId");
        String listId = either(json, "list_id", "listId");
        WebhookNotice notice =
                new WebhookNotice(type, plain(memberId, LONGEST_ID), plain(listId, LONGEST_ID), happenedAt(json));
        if (notice.isChange()) {
            check(memberId, "member id");
            check(listId, "list id");
        }
        return notice;
    }

    /** A time that cannot be read is as good as none: nothing but the order of two writes depends on it. */
    private Instant happenedAt(JsonNode json) {
        JsonNode member = json.path("member");
        JsonNode sent = member.isTextual() ? Json.read(member.asText()).orElse(member) : member;
        String text = Json.text(sent, "unsubscribed_at");
        String told = text.isEmpty() ? Json.text(json, "queuedAt") : text;
        try {
            return told.isEmpty() ? null : HeyLoyaltyTime.read(told, zone);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static void check(String id, String what) {
        if (!ID.matcher(id).matches()) {
            throw new MalformedNoticeException("tells of a change without a usable " + what);
        }
    }

    private static String either(JsonNode json, String defaultName, String simplifiedName) {
        String id = Json.text(json, defaultName);
        return id.isEmpty() ? Json.text(json, simplifiedName) : id;
    }

    /** Fit for a column and a line of the log. */
    private static String plain(String text, int longest) {
        String cut = text.length() <= longest ? text : text.substring(0, longest);
        return UNUSUAL.matcher(cut).replaceAll("?");
    }
}
