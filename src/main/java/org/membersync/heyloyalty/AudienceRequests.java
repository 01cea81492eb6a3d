package org.membersync.heyloyalty;

import static org.membersync.http.PercentEncoding.encode;
import static org.membersync.http.PercentEncoding.segment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.membersync.http.Json;
import org.membersync.mapping.FieldChange;
import org.membersync.mapping.ListDefinition;
import org.membersync.member.FieldValue;

/** What is asked of a list and written to it for audiences. */
public final class AudienceRequests {

    private static final String EMAIL = "filter%5Bemail%5D";
    private static final String ACTIVE = "filter%5Bstatus%5D%5Beq%5D%5B%5D=active";
    /** More entries than a few dozen addresses ever have. */
    private static final String ALL = "perpage=1000";

    private final String listId;
    private final String account;

    /** @param account the settings entry of the list, empty for that of the members */
    public AudienceRequests(String listId, String account) {
        this.listId = listId;
        this.account = account;
    }

    /** The list's definition, for {@link ListReader#read}. */
    public HeyLoyaltyRequest list() {
        return new HeyLoyaltyRequest("GET", "/lists/" + segment(listId), "", null, "list " + listId).by(account);
    }

    /** The active entries with one of the e-mail addresses, for {@link HeyLoyaltyMembers#readPage}. */
    public HeyLoyaltyRequest active(List<String> emails) {
        String operator = EMAIL + (emails.size() == 1 ? "%5Beq%5D%5B%5D=" : "%5Bin%5D%5B%5D=");
        StringBuilder query = new StringBuilder();
        emails.forEach(email -> query.append(operator).append(encode(email)).append('&'));
        return new HeyLoyaltyRequest("GET", members(), query + ACTIVE + "&" + ALL, null, "active entries of audiences")
                .by(account);
    }

    /** One entry, whatever its status. */
    public HeyLoyaltyRequest member(String id) {
        return new HeyLoyaltyRequest("GET", memberPath(id), "", null, what(id)).by(account);
    }

    /** Changes the given fields and leaves the others. Never for an unsubscribed entry: it would be re-activated. */
    public HeyLoyaltyRequest update(String id, Map<String, FieldValue> fields, ListDefinition definition) {
        String body = Json.write(MemberBody.withEmpty(fields, definition));
        return new HeyLoyaltyRequest("PATCH", memberPath(id), "", body, what(id)).by(account);
    }

    /** Unsubscribes the entry again whose unsubscription crossed an update of ours. */
    public HeyLoyaltyRequest unsubscribe(String id) {
        return new HeyLoyaltyRequest("DELETE", memberPath(id), "", null, what(id)).by(account);
    }

    /**
     * Makes fields that are new and changes those that are there; all others stay. That an option with an id gets another label
     * is assumed; the rest was seen in a published client.
     */
    public HeyLoyaltyRequest fields(List<FieldChange> changes) {
        ObjectNode body = Json.object();
        ArrayNode fields = body.putArray("fields");
        for (FieldChange change : changes) {
            ObjectNode field = fields.addObject();
            field.put("type", "custom").put("name", change.name()).put("label", change.label());
            field.put("format", change.format());
            if (!change.options().isEmpty()) {
                ArrayNode options = field.putArray("options");
                change.options().forEach(option -> {
                    ObjectNode node = options.addObject();
                    if (!option.id().isEmpty()) {
                        node.put("id", option.id());
                    }
                    node.put("label", option.label());
                });
            }
        }
        return new HeyLoyaltyRequest(
                "PATCH", "/lists/" + segment(listId), "", Json.write(body), "fields of list " + listId, account, true);
    }

    private String members() {
        return "/lists/" + segment(listId) + "/members";
    }

    private String memberPath(String id) {
        return members() + "/" + segment(id);
    }

    private static String what(String id) {
        return "HeyLoyalty member " + id;
    }
}
