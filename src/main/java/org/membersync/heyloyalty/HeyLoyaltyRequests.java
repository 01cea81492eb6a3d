package org.membersync.heyloyalty;

import static org.membersync.http.PercentEncoding.encode;
import static org.membersync.http.PercentEncoding.segment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.membersync.failure.PermanentException;
import org.membersync.http.Json;
import org.membersync.mapping.ListDefinition;
import org.membersync.member.FieldValue;

/** Everything that is asked of and written to one HeyLoyalty list, as requests. */
public final class HeyLoyaltyRequests {

    /** Unsubscribed entries are told only to those who ask for them. */
    private static final String BOTH_STATUSES =
            "filter%5Bstatus%5D%5Bin%5D%5B%5D=active&filter%5Bstatus%5D%5Bin%5D%5B%5D=unsubscribed";

    private final String list;
    private final boolean skipOptIn;

    /** @param skipOptIn whether new entries pass by the list's double opt-in: only with consent on record */
    public HeyLoyaltyRequests(String listId, boolean skipOptIn) {
        this.list = "/lists/" + segment(listId);
        this.skipOptIn = skipOptIn;
    }

    /** The list's definition, for {@link ListReader#read}. */
    public HeyLoyaltyRequest list() {
        return read(list, "", "list");
    }

    /** The lists that the key can see. */
    public HeyLoyaltyRequest lists() {
        return read("/lists", "", "lists");
    }

    /** The ids of countries, for {@link ListReader#readCountries}. */
    public HeyLoyaltyRequest countries() {
        return read("/lists/countries", "", "countries");
    }

    /** One entry, unsubscribed or not, for {@link HeyLoyaltyMembers#read}. */
    public HeyLoyaltyRequest member(String id) {
        return read(memberPath(id), "", what(id));
    }

    /** The entries, unsubscribed ones too, whose field has exactly that value; for {@link HeyLoyaltyMembers#readPage}. */
    public HeyLoyaltyRequest findByContact(String field, String value) {
        String filter = "filter%5B" + encode(field) + "%5D%5Beq%5D%5B%5D=" + encode(value);
        return read(members(), filter + "&" + BOTH_STATUSES + "&perpage=10", "entries with that " + field);
    }

    /** Some unsubscribed entries, if there are any. */
    public HeyLoyaltyRequest unsubscribed() {
        String filter = "filter%5Bstatus%5D%5Beq%5D%5B%5D=unsubscribed";
        return read(members(), filter + "&perpage=10", "unsubscribed entries");
    }

    /** A page of all entries, unsubscribed ones too, oldest first: entries made meanwhile come at the end. */
    public HeyLoyaltyRequest page(int page, int perPage) {
        return page(page, perPage, "created_at", 1);
    }

    /** A page of all entries, unsubscribed ones too, last updated first: to be read until a known time is reached. */
    public HeyLoyaltyRequest lastUpdated(int page, int perPage) {
        return page(page, perPage, "updated_at", -1);
    }

    /**
     * A new entry; fields without a value are left out. The answer is for {@link HeyLoyaltyMembers#createdId}.
     *
     * @throws PermanentException with reason {@code missing-contact} when double opt-in is passed by and there is neither
     *     e-mail nor mobile
     */
    public HeyLoyaltyRequest create(Map<String, FieldValue> fields, ListDefinition definition) {
        ObjectNode member = MemberBody.withoutEmpty(fields, definition);
        if (!skipOptIn) {
            return new HeyLoyaltyRequest("POST", members(), "", Json.write(member), "new entry");
        }
        ObjectNode upsert = Json.object();
        upsert.put("unique_field", uniqueField(member)).set("member", member);
        upsert.put("skipOptIn", 1);
        return new HeyLoyaltyRequest("POST", members() + "/upsert", "", Json.write(upsert), "new entry");
    }

    /** Changes the given fields and leaves the others; an empty value clears. Never for an unsubscribed entry: it would be re-activated. */
    public HeyLoyaltyRequest update(String id, Map<String, FieldValue> fields, ListDefinition definition) {
        String body = Json.write(MemberBody.withEmpty(fields, definition));
        return new HeyLoyaltyRequest("PATCH", memberPath(id), "", body, what(id));
    }

    /** Unsubscribes the entry. */
    public HeyLoyaltyRequest unsubscribe(String id) {
        return new HeyLoyaltyRequest("DELETE", memberPath(id), "", null, what(id));
    }

    /** Overwrites the entry's personal data and unsubscribes it (behaviour O7). */
    public HeyLoyaltyRequest erase(String id) {
        return new HeyLoyaltyRequest("DELETE", memberPath(id), "obscureMemberData=true", null, what(id));
    }

    /** The list's webhooks, for {@link Webhooks#read}. */
    public HeyLoyaltyRequest webhooks() {
        return read(list + "/webhooks", "", "list's webhooks");
    }

    /** A new webhook; it gets its id there. */
    public HeyLoyaltyRequest createWebhook(RegisteredWebhook webhook) {
        return new HeyLoyaltyRequest("POST", list + "/webhooks", "", Webhooks.body(webhook), "new webhook");
    }

    /** Replaces the webhook of that id. */
    public HeyLoyaltyRequest updateWebhook(RegisteredWebhook webhook) {
        String path = list + "/webhooks/" + segment(webhook.id());
        return new HeyLoyaltyRequest("PUT", path, "", Webhooks.body(webhook), "webhook " + webhook.id());
    }

    private HeyLoyaltyRequest page(int page, int perPage, String column, int order) {
        String query = "page=" + page + "&perpage=" + perPage + "&orderby=" + column + "&order=" + order;
        return read(members(), query + "&" + BOTH_STATUSES, "page " + page + " of the list");
    }

    private static String uniqueField(ObjectNode member) {
        if (member.has("email")) {
            return "email";
        }
        if (member.has("mobile")) {
            return "mobile";
        }
        throw new PermanentException(
                "missing-contact",
                "A new entry that passes by double opt-in needs an e-mail or a mobile: add one to the member in Business"
                        + " Central, map the fields email and mobile, or set membersync.heyloyalty.skip-opt-in"
                        + " (MEMBERSYNC_HEYLOYALTY_SKIPOPTIN) to false");
    }

    private static HeyLoyaltyRequest read(String path, String query, String what) {
        return new HeyLoyaltyRequest("GET", path, query, null, what);
    }

    private String members() {
        return list + "/members";
    }

    private String memberPath(String id) {
        return members() + "/" + segment(id);
    }

    private static String what(String id) {
        return "HeyLoyalty member " + id;
    }
}
