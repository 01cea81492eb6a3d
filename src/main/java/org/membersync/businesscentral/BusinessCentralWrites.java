package org.membersync.businesscentral;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.membersync.http.Json;
import org.membersync.http.PercentEncoding;

/**
 * Everything that is written to Business Central, as requests to NP Retail's REST interface. Fields are named as in the
 * mapping files ({@code firstName}, {@code countryCode}, {@code newsletter}, ...); an empty text clears a field.
 */
public final class BusinessCentralWrites {

    /**
     * Changes the given fields of a member and leaves the others (behaviour I10). The consent cannot be changed so, and the
     * country only of a member that has no country code yet. The member comes back in the feed even when nothing changed.
     */
    public BusinessCentralRequest update(String memberId, Map<String, String> fields) {
        String path = "/membership/member/" + PercentEncoding.segment(memberId);
        return write("PATCH", path, member(fields), "member " + memberId);
    }

    /** Sets attributes by code; the others stay. */
    public BusinessCentralRequest attributes(String memberId, Map<String, String> values) {
        ObjectNode body = Json.object();
        ArrayNode attributes = body.putArray("attributes");
        new TreeMap<>(values)
                .forEach((code, value) ->
                        attributes.addObject().put("code", code).put("value", value));
        String path = "/membership/member/" + PercentEncoding.segment(memberId) + "/attributes";
        return write("POST", path, body, "attributes of member " + memberId);
    }

    /**
     * A new membership without members. Not to be repeated after a lost answer: that makes a second one.
     *
     * @param itemNumber the item that sells the membership
     * @param documentNo a mark of ours that Business Central keeps
     */
    public BusinessCentralRequest createMembership(String itemNumber, LocalDate activationDate, String documentNo) {
        ObjectNode body = Json.object();
        body.put("itemNumber", itemNumber)
                .put("activationDate", activationDate.toString())
                .put("documentNo", documentNo);
        return write("POST", "/membership", body, "new membership with item " + itemNumber);
    }

    /** A new member of that membership; the only place where a consent ({@code gdprConsent}: {@code accepted}) can be given. */
    public BusinessCentralRequest addMember(String membershipId, Map<String, String> fields) {
        String path = "/membership/" + PercentEncoding.segment(membershipId) + "/addMember";
        return write("POST", path, member(fields), "new member of membership " + membershipId);
    }

    private static ObjectNode member(Map<String, String> fields) {
        ObjectNode body = Json.object();
        ObjectNode member = body.putObject("member");
        // The interface has one property for the country and takes a code in it as well as a name.
        new TreeMap<>(fields)
                .forEach((name, value) -> member.put("countryCode".equals(name) ? "country" : name, value));
        return body;
    }

    private static BusinessCentralRequest write(String method, String path, JsonNode body, String what) {
        Map<String, String> headers =
                Map.of("x-api-version", BusinessCentralRequests.API_VERSION, "Content-Type", "application/json");
        return new BusinessCentralRequest(Front.RETAIL, method, path, "", headers, Json.write(body), what);
    }
}
