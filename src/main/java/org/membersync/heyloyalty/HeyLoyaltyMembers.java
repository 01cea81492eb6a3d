package org.membersync.heyloyalty;

import static org.membersync.http.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.membersync.failure.TransientException;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.membersync.member.HeyLoyaltyMember.Status;

/** Reads entries of the list, in HeyLoyalty's newer nested and older flat form. */
public final class HeyLoyaltyMembers {

    private final ZoneId zone;

    /** @param zone of HeyLoyalty's times, which name none: the setting {@code membersync.heyloyalty.time-zone} */
    public HeyLoyaltyMembers(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * One entry.
     *
     * @throws TransientException with reason {@code malformed-answer} when it has no id or an unreadable time
     */
    public HeyLoyaltyMember read(JsonNode entry) {
        String id = text(entry, "id");
        if (id.isEmpty()) {
            throw malformed("an entry without an id");
        }
        Instant unsubscribedAt = time(entry, "unsubscribed_at", id);
        return new HeyLoyaltyMember(
                id,
                status(entry, unsubscribedAt),
                unsubscribedAt,
                time(entry, "updated_at", id),
                MemberFields.read(entry),
                time(entry, "created_at", id),
                emailStatus(entry));
    }

    /** The entries of a page; none when it lies past the end. */
    public List<HeyLoyaltyMember> readPage(JsonNode answer) {
        JsonNode entries = answer.isArray() ? answer : answer.path("members");
        if (!entries.isArray()) {
            throw malformed("a page without members");
        }
        List<HeyLoyaltyMember> members = new ArrayList<>(entries.size());
        entries.forEach(entry -> members.add(read(entry)));
        return List.copyOf(members);
    }

    /**
     * The id of the entry that a write has made.
     *
     * @throws TransientException with reason {@code malformed-answer}: the entry may have been made all the same
     */
    public String createdId(JsonNode answer) {
        String id = answer.has("member_id") ? text(answer, "member_id") : text(answer, "id");
        if (id.isEmpty()) {
            throw malformed("a new entry without its id");
        }
        return id;
    }

    private static Status status(JsonNode entry, Instant unsubscribedAt) {
        JsonNode status = entry.path("status");
        String word = text(status.isObject() ? status : entry, "status").toLowerCase(Locale.ROOT);
        return switch (word) {
            case "active" -> Status.ACTIVE;
            case "unsubscribed" -> Status.UNSUBSCRIBED;
            case "" -> unsubscribedAt == null ? Status.OTHER : Status.UNSUBSCRIBED;
            default -> Status.OTHER;
        };
    }

    private static EmailStatus emailStatus(JsonNode entry) {
        return switch (text(entry.path("status"), "email").toLowerCase(Locale.ROOT)) {
            case "complaint", "spam_complaint" -> EmailStatus.COMPLAINT;
            case "hard_bounce", "hardbounce" -> EmailStatus.HARD_BOUNCE;
            default -> EmailStatus.FINE;
        };
    }

    private Instant time(JsonNode entry, String property, String id) {
        String text = text(entry, property);
        try {
            return text.isEmpty() ? null : HeyLoyaltyTime.read(text, zone);
        } catch (DateTimeException unreadable) {
            throw malformed("the entry " + id + " with an unreadable " + property);
        }
    }

    private static TransientException malformed(String what) {
        return new TransientException(
                "malformed-answer",
                "HeyLoyalty told " + what
                        + ": it is asked again; if it stays so, check that membersync.heyloyalty.api-url"
                        + " (MEMBERSYNC_HEYLOYALTY_APIURL) leads to version 1 of HeyLoyalty's API",
                null);
    }
}
