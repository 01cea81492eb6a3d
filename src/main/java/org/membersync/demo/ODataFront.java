package org.membersync.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The OData API pages: {@code /v2.0/{tenant}/{environment}/api/...}; reading only. */
final class ODataFront {

    private final BusinessCentralOptions options;
    private final Database database;
    private final EntitySets sets;

    ODataFront(BusinessCentralOptions options, Database database, EntitySets sets) {
        this.options = options;
        this.database = database;
        this.sets = sets;
    }

    /** @param root the server's address, which the absolute next links begin with */
    Answer answer(Call call, String root) {
        try {
            return route(call, root);
        } catch (ODataError e) {
            return e.answer();
        }
    }

    private Answer route(Call call, String root) {
        List<String> path = call.segments();
        if (path.size() < 5 || !path.get(1).equalsIgnoreCase(options.tenant())) {
            throw new ODataError(404, "Internal_TenantUnavailable", "The tenant or page does not exist.");
        }
        if (!path.get(2).equalsIgnoreCase(options.environment()) || !path.get(3).equals("api")) {
            throw ODataError.noSegment(path.get(2) + "/" + path.get(3));
        }
        List<String> page = path.subList(4, path.size());
        int company = indexOfCompany(page);
        call.kind("odata." + page.get(page.size() - 1).replaceAll("\\(.*", ""));
        if (company < 0 && String.join("/", page).equals("v2.0/companies")) {
            return onlyGet(call, companies(root));
        }
        if (company < 0 || company + 2 != page.size()) {
            throw ODataError.noSegment(page.get(page.size() - 1));
        }
        if (!page.get(company).equalsIgnoreCase("companies(" + options.companyId() + ")")) {
            throw new ODataError(404, "Internal_CompanyNotFound", "Cannot find the company.");
        }
        String name = page.get(company + 1);
        int key = name.indexOf('(');
        String folder = String.join("/", page.subList(0, company)) + "/";
        EntitySet<? extends Row> set = sets.find(folder + (key < 0 ? name : name.substring(0, key)));
        if (set == null) {
            throw ODataError.noSegment(name);
        }
        if (!call.method().equals("GET")) {
            return onlyGet(call, null);
        }
        boolean primary = call.header("Data-Access-Intent").equalsIgnoreCase("ReadWrite");
        return key < 0
                ? database.read(() -> page(call, root, set, primary))
                : database.read(() -> single(root, set, name.substring(key + 1, name.length() - 1), primary));
    }

    private static Answer onlyGet(Call call, Answer answer) {
        if (!call.method().equals("GET")) {
            throw new ODataError(405, "BadRequest_MethodNotAllowed", "The page does not support changes.");
        }
        return answer;
    }

    private static int indexOfCompany(List<String> page) {
        for (int i = 0; i < page.size(); i++) {
            if (page.get(i).toLowerCase(Locale.ROOT).startsWith("companies(")) {
                return i;
            }
        }
        return -1;
    }

    private Answer companies(String root) {
        return Answer.json(
                200,
                Map.of(
                        "@odata.context",
                        root + "/v2.0/" + options.tenant() + "/" + options.environment()
                                + "/api/v2.0/$metadata#companies",
                        "value",
                        List.of(Map.of(
                                "id", options.companyId(),
                                "systemVersion", "26.0.0.0",
                                "name", options.company(),
                                "displayName", options.company(),
                                "businessProfileId", ""))));
    }

    private <R extends Row> Answer page(Call call, String root, EntitySet<R> set, boolean primary) {
        ODataQuery<R> query = ODataQuery.of(call, set);
        Map<String, Row> stale =
                primary ? Map.of() : database.replica.staleRows(set.table().name());
        ODataReader.Page<R> page = new ODataReader<>(set, query, stale).page();
        return Answer.jsonBytes(200, write(json -> {
            json.writeStartObject();
            json.writeStringField("@odata.context", context(root, set));
            json.writeArrayFieldStart("value");
            for (R row : page.rows()) {
                write(json, row, query.columns());
            }
            json.writeEndArray();
            if (page.next() != null) {
                json.writeStringField("@odata.nextLink", nextLink(call, root, page.next()));
            }
            json.writeEndObject();
        }));
    }

    private <R extends Row> Answer single(String root, EntitySet<R> set, String id, boolean primary) {
        String key = id.toLowerCase(Locale.ROOT);
        Map<String, Row> stale =
                primary ? Map.of() : database.replica.staleRows(set.table().name());
        @SuppressWarnings("unchecked")
        R row = stale.containsKey(key) ? (R) stale.get(key) : set.table().get(key);
        if (row == null) {
            throw new ODataError(404, "Internal_RecordNotFound", "The record does not exist.");
        }
        return Answer.jsonBytes(200, write(json -> write(json, row, set.columns())));
    }

    private String context(String root, EntitySet<?> set) {
        int name = set.path().lastIndexOf('/');
        return root + "/v2.0/" + options.tenant() + "/" + options.environment() + "/api/"
                + set.path().substring(0, name) + "/$metadata#companies(" + options.companyId() + ")"
                + set.path().substring(name);
    }

    private static String nextLink(Call call, String root, String token) {
        String kept = Stream.of(call.rawQuery().split("&"))
                .filter(part -> !part.isEmpty() && !part.startsWith("$skiptoken") && !part.startsWith("%24skiptoken"))
                .map(part -> part + "&")
                .collect(Collectors.joining());
        return root + call.rawPath() + "?" + kept + "$skiptoken=" + token;
    }

    private static <R extends Row> void write(JsonGenerator json, R row, List<Column<R>> columns) throws IOException {
        json.writeStartObject();
        json.writeStringField("@odata.etag", "W/\"" + row.rowVersion + "\"");
        for (Column<R> column : columns) {
            Object value = column.value().apply(row);
            if (value instanceof Long number) {
                json.writeNumberField(column.name(), number);
            } else if (value instanceof Boolean flag) {
                json.writeBooleanField(column.name(), flag);
            } else {
                json.writeStringField(column.name(), value.toString());
            }
        }
        json.writeEndObject();
    }

    /** Something that writes JSON. */
    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static byte[] write(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(bytes)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
