package org.membersync.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Both systems with a population that is computed from the number of each member, so that a million take no memory: only what the
 * runs over whole populations ask for. Some members, as a rule one in a thousand, are not on the list. Ids are in no order, as those of the systems
 * are: a database that keeps rows by their ids gets them as scattered as it would from them.
 */
final class GeneratedSystems implements AutoCloseable {

    static final String LIST = "1717";

    private static final int MOVED_EVERY = 1000;
    private static final int SCATTER = 0x9E3779B1;
    private static final int GATHER = 0x0E8B2F51;
    private static final String ID_TAIL = "-4a5b-4c6d-8e7f-0123456789ab";
    private static final String ENTRY_TAIL = "c0ffee0123456789abcdef01";
    private static final int SCATTERED_LENGTH = 8;
    private static final Pattern PARAMETER = Pattern.compile("([^&=]+)=([^&]*)");

    private final HttpServer server;
    private final int members;
    private final int missingEvery;
    private final AtomicLong businessCentralCalls = new AtomicLong();
    private final AtomicLong heyLoyaltyCalls = new AtomicLong();
    private final ConcurrentMap<Integer, String> created = new ConcurrentHashMap<>();
    private final List<Integer> creations = Collections.synchronizedList(new ArrayList<>());
    private volatile String moved = "";

    private GeneratedSystems(HttpServer server, int members, int missingEvery) {
        this.server = server;
        this.members = members;
        this.missingEvery = missingEvery;
    }

    /** @param missingEvery which members are not on the list: 1000 for one in a thousand, 1 for all */
    static GeneratedSystems start(int members, int missingEvery) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 100);
            GeneratedSystems systems = new GeneratedSystems(server, members, missingEvery);
            server.setExecutor(Executors.newFixedThreadPool(16));
            server.createContext(
                    "/token",
                    exchange -> systems.send(
                            exchange,
                            "{\"access_token\":\"generated\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));
            server.createContext("/bc", exchange -> {
                systems.businessCentralCalls.incrementAndGet();
                systems.send(exchange, systems.businessCentral(exchange));
            });
            server.createContext("/hl", exchange -> {
                systems.heyLoyaltyCalls.incrementAndGet();
                systems.send(exchange, systems.heyLoyalty(exchange));
            });
            server.start();
            return systems;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    long businessCentralCalls() {
        return businessCentralCalls.get();
    }

    long heyLoyaltyCalls() {
        return heyLoyaltyCalls.get();
    }

    int created() {
        return created.size();
    }

    void resetCalls() {
        businessCentralCalls.set(0);
        heyLoyaltyCalls.set(0);
    }

    /** One member in a thousand lives elsewhere from now on, and nothing tells of it. */
    void moveSome(String city) {
        moved = city;
    }

    private String businessCentral(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = query(exchange);
        if (path.contains("/membership/member/")) {
            return detail(numberOf(path.substring(path.lastIndexOf('/') + 1)));
        }
        if (!path.endsWith("/mmMember")) {
            return "{\"value\":[]}";
        }
        String filter = query.getOrDefault("$filter", "");
        if (query.getOrDefault("$orderby", "").endsWith("desc")) {
            return "{\"value\":[" + row(members) + "]}";
        }
        Matcher one = Pattern.compile("id eq ([0-9a-f-]+)").matcher(filter);
        if (one.find()) {
            return "{\"value\":[" + row(numberOf(one.group(1))) + "]}";
        }
        Matcher bound = Pattern.compile("systemRowVersion ge (\\d+)").matcher(filter);
        int from = query.containsKey("next")
                ? Integer.parseInt(query.get("next"))
                : bound.find() ? Math.max(1, Integer.parseInt(bound.group(1))) : 1;
        int size =
                Integer.parseInt(exchange.getRequestHeaders().getFirst("Prefer").replaceAll("\\D", ""));
        StringBuilder rows = new StringBuilder("{\"value\":[");
        int to = Math.min(members, from + size - 1);
        for (int number = from; number <= to; number++) {
            rows.append(number == from ? "" : ",").append(row(number));
        }
        rows.append(']');
        if (to < members) {
            rows.append(",\"@odata.nextLink\":\"")
                    .append(address())
                    .append(path)
                    .append("?next=")
                    .append(to + 1)
                    .append('"');
        }
        return rows.append('}').toString();
    }

    private String row(int number) {
        return "{\"id\":\"" + id(number) + "\",\"entryNo\":" + number + ",\"externalMemberNo\":\"M" + number
                + "\",\"countryCode\":\"DK\",\"phoneNo\":\"\",\"newsletter\":\"Yes\",\"createdDatetime\":\"2020-01-01T00:00:00Z\""
                + ",\"lastModifiedDateTime\":\"2020-01-01T00:00:00Z\",\"systemRowVersion\":" + number
                + ",\"blocked\":false,\"firstName\":\"Søren\",\"middleName\":\"\",\"lastName\":\"Nr" + number
                + "\",\"emailAddress\":\"medlem" + number + "@example.dk\",\"postCode\":\"8000\",\"city\":\""
                + city(number)
                + "\",\"gender\":\"Male\",\"birthday\":\"0001-01-01\"}";
    }

    private String city(int number) {
        return !moved.isEmpty() && number % MOVED_EVERY == 1 ? moved : "Aarhus C";
    }

    private String detail(int number) {
        return "{\"member\":{\"memberId\":\"" + id(number) + "\",\"memberNumber\":\"M" + number
                + "\",\"blocked\":false,\"firstName\":\"Søren\",\"middleName\":\"\",\"lastName\":\"Nr" + number
                + "\",\"address\":\"\",\"postCode\":\"8000\",\"city\":\"" + city(number)
                + "\",\"country\":\"Denmark\",\"gender\":\"male\",\"newsletter\":\"yes\",\"email\":\"medlem" + number
                + "@example.dk\",\"phoneNo\":\"\",\"birthday\":\"\",\"storeCode\":\"\",\"attributes\":[],\"memberships\":["
                + "{\"role\":\"member\",\"gdprConsent\":\"accepted\",\"membership\":{\"membershipId\":\""
                + id(number + 500_000_000)
                + "\",\"membershipNumber\":\"S" + number + "\",\"membershipCode\":\"GOLD\",\"blocked\":false,"
                + "\"issueDate\":\"2020-01-01\",\"validFromDate\":\"2020-01-01\",\"validUntilDate\":\"9999-12-31\"}}]}}";
    }

    private String heyLoyalty(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("/hl/lists/" + LIST, "");
        if (path.isEmpty()) {
            return "{\"id\":" + LIST
                    + ",\"name\":\"Members\",\"country_id\":53,\"date_format\":\"Y-m-d\",\"duplicates\":\"disallow\","
                    + "\"fields\":{" + field("email") + "," + field("firstname") + "," + field("lastname") + ","
                    + field("city") + "}}";
        }
        if (exchange.getRequestMethod().equals("POST")) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher email = Pattern.compile("medlem(\\d+)@").matcher(body);
            if (!email.find()) {
                throw new IllegalStateException("a new entry without an e-mail address");
            }
            int number = Integer.parseInt(email.group(1));
            if (created.putIfAbsent(number, entryId(number)) == null) {
                creations.add(number);
            }
            return "{\"id\":\"" + entryId(number) + "\"}";
        }
        if (path.matches("/members/.+")) {
            return entry(numberOf(path.substring("/members/".length())));
        }
        return entries(query(exchange));
    }

    private static String field(String name) {
        return "\"" + name + "\":{\"id\":1,\"type\":\"fixed\",\"type_id\":1,\"format\":\"text\",\"name\":\"" + name
                + "\",\"label\":\"" + name + "\",\"required_in_shop\":false,\"fallback\":\"\"}";
    }

    private String entries(Map<String, String> query) {
        String email = query.get("filter[email][eq][]");
        if (email != null) {
            int number = Integer.parseInt(email.replaceAll("\\D", ""));
            boolean there = number % missingEvery != 0 || created.containsKey(number);
            return "{\"members\":[" + (there ? entry(number) : "") + "]}";
        }
        int size = Integer.parseInt(query.get("perpage"));
        long from = (Long.parseLong(query.get("page")) - 1) * size;
        long generated = members - members / missingEvery;
        StringBuilder rows = new StringBuilder("{\"members\":[");
        for (long index = from; index < Math.min(from + size, generated + creations.size()); index++) {
            rows.append(index == from ? "" : ",");
            rows.append(
                    index < generated
                            ? entry((int) (index + 1 + index / (missingEvery - 1)))
                            : entry(creations.get((int) (index - generated))));
        }
        return rows.append("]}").toString();
    }

    private static String entry(int number) {
        return "{\"id\":\"" + entryId(number) + "\",\"status\":{\"status\":\"active\",\"email\":\"active\"},"
                + "\"created_at\":\"2020-01-01 00:00:00\",\"updated_at\":\"2020-01-01 00:00:00\",\"unsubscribed_at\":null,"
                + "\"fields\":{\"email\":{\"value\":\"medlem" + number
                + "@example.dk\"},\"firstname\":{\"value\":\"Søren\"},"
                + "\"lastname\":{\"value\":\"Nr" + number + "\"},\"city\":{\"value\":\"Aarhus C\"}}}";
    }

    private static String id(int number) {
        return scattered(number) + ID_TAIL;
    }

    private static String entryId(int number) {
        return scattered(number) + ENTRY_TAIL;
    }

    private static String scattered(int number) {
        return HexFormat.of().toHexDigits(number * SCATTER);
    }

    private static int numberOf(String id) {
        return Integer.parseUnsignedInt(id.substring(0, SCATTERED_LENGTH), 16) * GATHER;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new ConcurrentHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        Matcher parameters = PARAMETER.matcher(raw == null ? "" : raw);
        while (parameters.find()) {
            query.putIfAbsent(decoded(parameters.group(1)), decoded(parameters.group(2)));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private void send(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
