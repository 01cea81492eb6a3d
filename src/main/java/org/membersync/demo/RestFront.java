package org.membersync.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** NP Retail's REST front: {@code /{tenant}/{environment}/{company name}/membership/...}. */
final class RestFront {

    private final BusinessCentralOptions options;
    private final Database database;
    private final RestJson json;
    private final RestWrites writes;
    private final MemberSearch search;
    private final Catalog catalog;
    private volatile boolean permissionSetMissing;

    RestFront(BusinessCentralOptions options, Company company) {
        this.options = options;
        this.database = company.database;
        this.json = new RestJson(database, company.attributes);
        this.writes = new RestWrites(options, company, json);
        this.search = new MemberSearch(company, json);
        this.catalog = new Catalog(company);
    }

    Community community() {
        return writes.community();
    }

    void permissionSetMissing(boolean missing) {
        permissionSetMissing = missing;
    }

    RestJson json() {
        return json;
    }

    Answer answer(Call call) {
        try {
            Answer answer = route(call);
            return answer.with("x-server-cache-id", "1").with("x-npr-version", "2.68.0.0");
        } catch (RestError e) {
            return e.answer();
        }
    }

    private Answer route(Call call) {
        List<String> path = call.segments();
        if (path.isEmpty() || !path.get(0).equalsIgnoreCase(options.tenant())) {
            throw new RestError(404, "saas_tenant_not_found", "Tenant not found");
        }
        if (path.size() < 2 || !path.get(1).equalsIgnoreCase(options.environment())) {
            throw new RestError(404, "saas_environment_not_found", "Environment not found");
        }
        if (path.size() < 3 || !path.get(2).equalsIgnoreCase(options.company())) {
            throw new RestError(404, "saas_company_not_found", "Company not found");
        }
        if (permissionSetMissing) {
            throw new RestError(403, "generic_error", "Missing permissions: NPR API Membership");
        }
        String module = path.size() < 4 ? "" : path.get(3).toLowerCase(Locale.ROOT);
        if (!module.equals("membership") && !module.equals("memberships")) {
            throw new RestError(404, "resource_not_found", "/" + module + "/" + module + " Not Found");
        }
        List<String> rest = path.subList(4, path.size()).stream()
                .map(segment -> segment.toLowerCase(Locale.ROOT))
                .toList();
        if (call.method().equals("GET")
                && rest.size() <= 2
                && !rest.isEmpty()
                && rest.get(0).equals("catalog")) {
            String store = rest.size() == 2 ? path.get(5) : "";
            return reading(
                    call, "catalog", () -> catalog.answer(store, call.query().get("itemNumber")));
        }
        return rest.isEmpty() || !rest.get(0).equals("member") ? membership(call, rest) : member(call, rest);
    }

    private static boolean allowsMerge(Call call) {
        String allow = call.query().get("allowMergeOnConflict");
        return allow.equals("1") || allow.equalsIgnoreCase("true");
    }

    private Answer member(Call call, List<String> path) {
        String last = path.size() > 2 ? "/" + path.get(2) : "";
        boolean named = path.size() > 1 && !path.get(1).equals("attributes");
        String route = call.method() + " " + path.size() + (path.size() == 2 && !named ? "/attributes" : last);
        return switch (route) {
            case "GET 1" -> reading(call, "member.find", () -> search.find(call.query()));
            case "GET 2/attributes" -> reading(call, "attributes.definitions", search::definitions);
            case "GET 2" -> reading(call, "member.read", () -> readMember(path.get(1)));
            case "GET 3/attributes" ->
                reading(call, "member.attributes", () -> writes.attributes(attributeMember(path.get(1))));
            case "PATCH 2" ->
                writing(
                        call,
                        "member.patch",
                        body -> writes.updateMember(memberOf(path.get(1)), body, allowsMerge(call)));
            case "POST 3/attributes" ->
                writing(
                        call,
                        "member.attributes.set",
                        body -> writes.setAttributes(attributeMember(path.get(1)), body));
            case "DELETE 3/attributes" ->
                writing(
                        call,
                        "member.attributes.delete",
                        body -> writes.deleteAttributes(attributeMember(path.get(1)), body));
            case "POST 3/block" -> writing(call, "member.block", body -> writes.block(memberOf(path.get(1)), true));
            case "POST 3/unblock" ->
                writing(call, "member.unblock", body -> writes.block(memberOf(path.get(1)), false));
            default -> throw RestError.noRoute();
        };
    }

    private Answer membership(Call call, List<String> path) {
        String last = path.size() > 1 ? "/" + path.get(1) : "";
        return switch (call.method() + " " + path.size() + last) {
            case "GET 0" ->
                reading(
                        call,
                        "membership.find",
                        () -> membershipByNumber(call.query().get("membershipNumber")));
            case "GET 1" -> reading(call, "membership.read", () -> readMembership(membershipOf(path.get(0)), false));
            case "GET 2/members" ->
                reading(call, "membership.members", () -> readMembership(membershipOf(path.get(0)), true));
            case "POST 0" -> writing(call, "membership.create", writes::createMembership);
            case "POST 2/addmember" ->
                writing(
                        call,
                        "member.add",
                        body -> writes.addMember(membershipOf(path.get(0)), body, allowsMerge(call)));
            case "POST 2/block" ->
                writing(call, "membership.block", body -> writes.blockMembership(membershipOf(path.get(0)), true));
            case "POST 2/unblock" ->
                writing(call, "membership.unblock", body -> writes.blockMembership(membershipOf(path.get(0)), false));
            default -> throw RestError.noRoute();
        };
    }

    private Answer reading(Call call, String kind, Supplier<Answer> work) {
        call.kind(kind);
        return database.read(work);
    }

    private Answer writing(Call call, String kind, Function<JsonNode, Answer> work) {
        call.kind(kind);
        JsonNode body;
        try {
            body = Json.read(call.body());
        } catch (IOException e) {
            throw RestError.generic("The body is not JSON.");
        }
        return database.write(() -> work.apply(body));
    }

    private MemberRow memberOf(String id) {
        return memberOf(id, "Invalid member ID");
    }

    private MemberRow attributeMember(String id) {
        return memberOf(id, "Invalid Member - Member Id not valid.");
    }

    private MemberRow memberOf(String id, String message) {
        MemberRow row = database.members.get(guid(id));
        if (row == null) {
            throw RestError.generic(message);
        }
        return row;
    }

    private MembershipRow membershipOf(String id) {
        MembershipRow row = database.memberships.get(guid(id));
        if (row == null) {
            throw RestError.generic("Invalid Membership - Membership Id not valid.");
        }
        return row;
    }

    private static String guid(String text) {
        try {
            return UUID.fromString(text.replaceAll("[{}]", "")).toString();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private Answer readMember(String id) {
        MemberRow row = memberOf(id);
        Map<String, Object> member = json.member(row);
        member.put("memberships", json.memberships(row));
        return Answer.json(200, Map.of("member", member));
    }

    private Answer readMembership(MembershipRow row, boolean withMembers) {
        Map<String, Object> membership = json.membership(row);
        membership.put("timeFrames", json.timeFrames(row));
        if (withMembers) {
            membership.put("members", json.members(row));
        }
        return Answer.json(200, Map.of("membership", membership));
    }

    private Answer membershipByNumber(String number) {
        return database.memberships.find("externalMembershipNo", number.toUpperCase(Locale.ROOT)).stream()
                .findFirst()
                .map(row -> readMembership(row, false))
                .orElseThrow(() -> new RestError(404, "resource_not_found", "Membership not found. Not Found"));
    }
}
