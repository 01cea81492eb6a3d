package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.decision.Agreement.Side;
import org.membersync.decision.Direction;
import org.membersync.demo.DemoConfiguration;
import org.membersync.demo.Fault;
import org.membersync.demo.NewMember;
import org.membersync.member.Newsletter;
import org.membersync.operation.SyncRun;
import org.membersync.population.PopulationProgress;
import org.membersync.population.PopulationRuns;
import org.membersync.population.PopulationRuns.Repair;
import org.membersync.population.imports.Importing;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.FieldFailures;
import org.membersync.support.AudienceWorld;
import org.membersync.support.World;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Personal data stay in the stores that are meant for them, whatever goes wrong (quality, redaction). */
class RedactionTest {

    /** In every personal field, in lower case; the phone number has no letters. */
    private static final List<String> MARKERS = List.of("zqx", "98765432", "98 76 54 32", "1987-06-05");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private World world;

    @TempDir
    private Path mappings;

    @BeforeEach
    void startWorld() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("mappings"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file).replace("{ bc: city,", "{ bc: city, owner: manual,");
                Files.writeString(mappings.resolve(file.getFileName()), text);
            }
        }
        Files.createDirectories(mappings.resolve("activations"));
        Files.writeString(mappings.resolve("activations/club.yaml"), AudienceWorld.ACTIVATION);
        world = TicketOffice.open(World.empty())
                .with("membersync.audiences.password", "hook-for-tests")
                .with("membersync.mappings", mappings.toUri().toString())
                .with("membersync.members.default-membership-item", "MM-SILVER")
                .with("membersync.webhooks.password", "hook-for-tests")
                .start();
        log.start();
        logger(Logger.ROOT_LOGGER_NAME).addAppender(log);
        logger("org.membersync").setLevel(Level.DEBUG);
    }

    @AfterEach
    void endWorld() {
        logger("org.membersync").setLevel(null);
        logger(Logger.ROOT_LOGGER_NAME).detachAppender(log);
        world.close();
    }

    @Test
    void showsNoPersonalDataButInTheTwoTablesMeantForIt() {
        makeEveryKindOfTrouble();

        assertThat(world.parked()).extracting("reason").contains("unmapped-value", "heyloyalty-refused");
        audience("zqx-levering@example.dk", "Zqxværdi");
        audience("zqx-ingen@example.dk", "7");
        assertThat(audiences("[{\"type\":\"entered\",\"audienceId\":\"zqx\"}]")).isEqualTo(400);
        run();
        assertThat(world.parked()).extracting("reason").contains("refused-value");
        assertThat(leaksInTables(
                        Set.of("base", "announced_write", "audience_event", "audience_person", "audience_value")))
                .isEmpty();
        assertThat(leaksOutside()).isEmpty();
    }

    @Test
    void keepsWhatWasSaidInHeyLoyaltyInFewTablesAndNothingAnywhereAfterAnErasure() throws IOException {
        String deleted = world.businessCentral().add(marked("slettes").with(fields -> fields.phoneNo("98765432")));
        run();
        String earlier = entryOf("zqx-slettes@example.dk", 0);
        world.businessCentral().newsletter(deleted, Newsletter.NO);
        run();
        world.businessCentral().newsletter(deleted, Newsletter.YES);
        run();
        String entry = entryOf("zqx-slettes@example.dk", 1);
        String newcomer = world.heyLoyalty()
                .add(Map.of(
                        "email",
                        "zqx-ny@example.dk",
                        "firstname",
                        "Zqxfornavn",
                        "lastname",
                        "Zqxefternavn",
                        "city",
                        "Zqxby"));
        run();
        String anonymised = world.businessCentral()
                .membersByEmail("zqx-ny@example.dk")
                .get(0)
                .number();
        conflict(deleted, entry);
        conflict(anonymised, newcomer);
        String id = world.businessCentral().member(deleted).orElseThrow().id();
        String otherId =
                world.businessCentral().member(anonymised).orElseThrow().id();
        ambiguous(deleted);
        webhook(entry);
        webhook(newcomer);
        audience("zqx-slettes@example.dk", "Zqxværdi");
        audience("ZQX-ny@example.dk", "7");
        world.work();
        compareAndImport(id, deleted, entry);
        resolveOne();
        sell("zqx-slettes@example.dk", "zqx-ukendt@example.dk");

        Set<String> meant = Set.of(
                "base",
                "failure",
                "field_choice",
                "webhook_request",
                "booking",
                "buyer",
                "audience_event",
                "audience_person",
                "audience_value");
        assertThat(leaksInTables(meant)).isEmpty();
        assertThat(leaksOutside()).isEmpty();

        // Whoever is nobody's member is erased in HeyLoyalty, which tells of it.
        run();
        String bought = entryOf("zqx-ukendt@example.dk", 0);
        world.heyLoyalty().erase(bought);
        webhook(bought, "anonymized");
        run();
        world.businessCentral().delete(deleted);
        world.businessCentral().anonymise(anonymised);
        world.bean(ChangeQueue.class).dueNow(Direction.OUTBOUND, id, "sweep");
        run();
        run();

        List<String> persons = List.of(deleted, anonymised, id, otherId, earlier, entry, newcomer);
        assertThat(List.of(earlier, entry, newcomer))
                .allMatch(erased -> world.heyLoyalty().isErased(erased));
        assertForgotten(persons);

        sell("zqx-slettes@example.dk", "zqx-ukendt@example.dk");
        assertForgotten(persons);
        world.heyLoyalty().calls().reset();
        webhook(earlier);
        webhook(entry);
        audience("zqx-slettes@example.dk", "8");
        audience("zqx-ny@example.dk", "Zqxværdi");
        world.heyLoyalty().edit(newcomer, Map.of("firstname", "Zqxigen"));
        world.businessCentral()
                .change(anonymised, fields -> fields.lastName("Zqxsent").email("zqx-sent@example.dk"));
        world.bean(ChangeQueue.class).dueNow(Direction.OUTBOUND, id, "event");
        run();
        run();

        assertForgotten(persons);
        assertThat(world.heyLoyalty().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
        assertThat(leaksOutside()).isEmpty();
    }

    /** Whole populations know the person too: what a comparison found, what one left that was killed, and an import. */
    private void compareAndImport(String id, String number, String entry) throws IOException {
        world.heyLoyalty().edit(entry, Map.of("firstname", "Zqxanden"));
        world.bean(PopulationRuns.class).reconcile(Repair.NONE, "test", PopulationProgress.SILENT);
        JdbcClient jdbc = world.bean(JdbcClient.class);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM run_difference WHERE member_id = :id OR heyloyalty_id = :entry")
                        .param("id", id)
                        .param("entry", entry)
                        .query(Long.class)
                        .single())
                .isPositive();
        Path file = Files.writeString(
                mappings.resolve("export.csv"),
                "id;status;unsubscribed_at;email\n" + entry
                        + ";unsubscribed;2020-01-01 10:00:00;zqx-slettes@example.dk\n"
                        + "79999;unsubscribed;2020-01-01 10:00:00;zqx-slettes@example.dk\n"
                        + entry + ";Zqx;Zqxdag;zqx-slettes@example.dk\n");
        assertThat(world.bean(Importing.class).run(file).bad()).isEqualTo(1);
        world.work();
        jdbc.sql("INSERT INTO population_member (run_id, row_no, part, member_id, member_number, entry_no, newsletter,"
                        + " blocked, anonymised, lacks_contact, marks, forms, modified_at) VALUES (99, 0, :part, :id, :number,"
                        + " 1, 'YES', FALSE, FALSE, FALSE, '', '', CURRENT_TIMESTAMP)")
                .param("part", Math.floorMod(id.hashCode(), 1024))
                .param("id", id)
                .param("number", number)
                .update();
        jdbc.sql("INSERT INTO population_entry (run_id, row_no, part, heyloyalty_id, status, marks)"
                        + " VALUES (99, 0, :part, :entry, 'ACTIVE', '')")
                .param("part", Math.floorMod(entry.hashCode(), 1024))
                .param("entry", entry)
                .update();
    }

    /** Wherever somebody may look who may not look into the database. */
    private List<String> leaksOutside() {
        List<String> leaks = new ArrayList<>(leaksInLog());
        leaks.addAll(leaksInMBeans());
        leaks.addAll(leaks("/actuator/prometheus", get("/actuator/prometheus")));
        leaks.addAll(leaks("/actuator/health", get("/actuator/health")));
        return leaks;
    }

    private String entryOf(String email, int position) {
        return world.heyLoyalty().membersByEmail(email).get(position).id();
    }

    /** Both sides change a field whose owner is {@code manual}. */
    private void conflict(String number, String entry) {
        world.businessCentral().change(number, fields -> fields.city("Zqxby øst"));
        world.heyLoyalty().edit(entry, Map.of("city", "Zqxby vest"));
        world.bean(ChangeQueue.class).dueNow(Direction.INBOUND, entry, "webhook");
        run();
        assertThat(world.parked()).anyMatch(failure -> failure.memberNumber().equals(number));
    }

    /** A third person's failure, of whom the first one may be a namesake. */
    private void ambiguous(String number) {
        ChangeQueue queue = world.bean(ChangeQueue.class);
        queue.dueNow(Direction.INBOUND, "another-entry", "webhook");
        world.bean(Failures.class)
                .park(queue.due(false).next(), "ambiguous-match", "several members: 1" + number + ", " + number);
    }

    private void resolveOne() {
        Failures.Failure conflict = world.parked().stream()
                .filter(failure -> failure.reason().equals("field-conflict"))
                .findFirst()
                .orElseThrow();
        assertThat(world.bean(FieldFailures.class).resolve(conflict.id(), Side.HEYLOYALTY, "operator"))
                .isTrue();
    }

    private void assertForgotten(List<String> persons) {
        Map<String, String> tables = tables();
        assertThat(tables.entrySet().stream().flatMap(table -> leaks(table.getKey(), table.getValue()).stream()))
                .isEmpty();
        for (String person : persons) {
            Pattern whole = Pattern.compile("(?<![\\p{Alnum}-])" + Pattern.quote(person) + "(?![\\p{Alnum}-])");
            assertThat(tables.entrySet().stream()
                            .filter(table -> whole.matcher(table.getValue()).find())
                            .map(Map.Entry::getKey))
                    .as(person)
                    .isEmpty();
        }
    }

    /** A CDP tells something of a person. */
    private void audience(String email, String value) {
        String rest = "\"identifierValue\":\"" + email + "\",\"time\":\"" + java.time.Instant.now() + "\"}";
        assertThat(audiences("[{\"type\":\"entered\",\"audienceId\":\"" + AudienceWorld.CATS + "\"," + rest
                        + ",{\"type\":\"attributeChanged\",\"attributeId\":\"value\",\"value\":\"" + value + "\","
                        + rest + "]"))
                .isEqualTo(202);
    }

    private int audiences(String body) {
        String login = Base64.getEncoder().encodeToString("cdp:hook-for-tests".getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(address("/audiences/events"))
                        .header("Authorization", "Basic " + login)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .statusCode();
    }

    /** A good ticket and a bad one of each person. */
    private void sell(String... emails) {
        for (String email : emails) {
            String good = TicketOffice.ticket("T-" + email.hashCode(), email)
                    .replace("Aase Holm", "Zqxfornavn Zqxefternavn")
                    .replace("\"item\"", "\"phone\":\"zqx\",\"documentDate\":\"2020-01-01\",\"item\"");
            new TicketOffice(world).sell(good, good.replace("T-", "B-").replace("125", "\"zqx\""));
        }
    }

    private void webhook(String entry) {
        webhook(entry, "update");
    }

    private void webhook(String entry, String type) {
        String login = Base64.getEncoder().encodeToString("heyloyalty:hook-for-tests".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(address("/webhooks/heyloyalty"))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"member_id\":\"" + entry + "\",\"list_id\":"
                        + DemoConfiguration.LIST_ID + ",\"type\":\"" + type
                        + "\",\"signature\":\"0\",\"member\":{\"email\":"
                        + "\"zqx-slettes@example.dk\",\"firstname\":\"Zqxfornavn\"}}"))
                .build();
        assertThat(send(request).statusCode()).isEqualTo(202);
    }

    private void makeEveryKindOfTrouble() {
        String delivered = world.businessCentral().add(marked("levering"));
        run();
        assertThat(world.heyLoyalty().members()).hasSize(1);
        world.businessCentral().change(delivered, fields -> fields.lastName("Zqxnavn"));
        run();
        world.businessCentral().add(marked("land").with(fields -> fields.country("XK", "Kosovo")));
        world.businessCentral().add(marked("post").with(fields -> fields.postCode("ZQX 12")));
        world.businessCentral().add(marked("telefon").with(fields -> fields.phoneNo("zqx")));
        run();
        refusedByHeyLoyalty(400, "{\"error\":\"The e-mail zqx-afvist@example.dk is refused\"}");
        refusedByHeyLoyalty(422, "{\"message\":{\"email\":[\"zqx-afvist@example.dk is taken\"]}}");
        refusedByHeyLoyalty(200, "<html>Zqx</html>");
        refusedByHeyLoyalty(200, "{\"id\":{\"zqx\":\"Zqx\"}}");
        refusedByBusinessCentral(400, "{\"error\":{\"code\":\"BadRequest\",\"message\":\"Zqx is wrong\"}}");
        refusedByBusinessCentral(200, "{\"member\":{\"firstName\":\"Zqx\",\"birthday\":\"Zqxdag\"}}");
        refusedByBusinessCentral(200, "{\"member\":\"Zqx\"}");
        refusedByBusinessCentral(200, "Zqx");
        world.businessCentral()
                .faults()
                .next(
                        "mmMember$",
                        Fault.status(200)
                                .body("application/json", "{\"value\":[{\"id\":\"Zqx\",\"entryNo\":\"Zqx\"}]}"));
        run();
        run();
    }

    private void refusedByHeyLoyalty(int status, String body) {
        world.businessCentral().add(marked("hl" + body.hashCode()));
        world.heyLoyalty()
                .faults()
                .times(8, "POST .*members", Fault.status(status).body("application/json", body));
        run();
        world.heyLoyalty().faults().clear();
    }

    private void refusedByBusinessCentral(int status, String body) {
        world.businessCentral().add(marked("bc" + body.hashCode()));
        world.businessCentral()
                .faults()
                .times(8, "GET .*/member/", Fault.status(status).body("application/json", body));
        run();
        world.businessCentral().faults().clear();
    }

    private static NewMember marked(String name) {
        return World.member("Zqxfornavn" + name).with(fields -> fields.middleName("Zqxmellem")
                .lastName("Zqxefternavn")
                .address("Zqxvej 1")
                .city("Zqxby")
                .email("zqx-" + name + "@example.dk")
                .birthday(java.time.LocalDate.of(1987, 6, 5)));
    }

    private void run() {
        world.bean(SyncRun.class).run();
    }

    private List<String> leaksInLog() {
        List<String> leaks = new ArrayList<>();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            // The simulators' own threads are not the program.
            leaks.addAll(leaks(event.getLoggerName(), event.getFormattedMessage() + trace));
        }
        return leaks;
    }

    /** @param meant the tables that may hold personal data until an erasure */
    private List<String> leaksInTables(Set<String> meant) {
        List<String> leaks = new ArrayList<>();
        tables().forEach((table, rows) -> {
            List<String> found = leaks(table, rows);
            if (meant.contains(table)) {
                assertThat(found).as("the search finds what is in " + table).isNotEmpty();
            } else {
                leaks.addAll(found);
            }
        });
        return leaks;
    }

    /** Every table with all its rows. */
    private Map<String, String> tables() {
        JdbcClient jdbc = world.bean(JdbcClient.class);
        Map<String, String> all = new TreeMap<>();
        List<String> tables = jdbc.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC'")
                .query(String.class)
                .list();
        assertThat(tables).as("tables").hasSizeGreaterThan(10);
        for (String table : tables) {
            if (table.equalsIgnoreCase("instance_key")) {
                // A random key may spell anything.
                continue;
            }
            List<Map<String, Object>> rows =
                    jdbc.sql("SELECT * FROM \"" + table + "\"").query().listOfRows();
            all.put(table.toLowerCase(Locale.ROOT), rows.toString());
        }
        return all;
    }

    private static List<String> leaksInMBeans() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> leaks = new ArrayList<>();
        for (String domain : List.of("org.apache.camel:*", "org.membersync:*")) {
            for (ObjectName name : server.queryNames(pattern(domain), null)) {
                leaks.addAll(leaks(name.toString(), attributes(server, name)));
            }
        }
        return leaks;
    }

    private static ObjectName pattern(String text) {
        try {
            return new ObjectName(text);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String attributes(MBeanServer server, ObjectName name) {
        StringBuilder all = new StringBuilder(name.toString());
        try {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                all.append(' ').append(attribute(server, name, attribute));
            }
        } catch (JMException gone) {
            all.append(' ').append(gone);
        }
        return all.toString();
    }

    private static String attribute(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            return attribute.isReadable() ? String.valueOf(server.getAttribute(name, attribute.getName())) : "";
        } catch (JMException | RuntimeException unreadable) {
            return unreadable.toString();
        }
    }

    private URI address(String path) {
        return URI.create(
                "http://localhost:" + world.program().getEnvironment().getProperty("local.server.port") + path);
    }

    private String get(String path) {
        String login = Base64.getEncoder().encodeToString("operator:secret-for-tests".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(address(path))
                .header("Authorization", "Basic " + login)
                .build();
        HttpResponse<String> answer = send(request);
        assertThat(answer.body()).as(path).hasSizeGreaterThan(10);
        return answer.body();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> leaks(String where, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return MARKERS.stream()
                .filter(lower::contains)
                .map(marker -> {
                    int at = lower.indexOf(marker);
                    return where + ": ..." + text.substring(Math.max(0, at - 150), Math.min(text.length(), at + 60));
                })
                .toList();
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
