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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.demo.Fault;
import org.membersync.demo.NewMember;
import org.membersync.operation.SyncRun;
import org.membersync.support.World;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Personal data stay in the stores that are meant for them, whatever goes wrong (quality, redaction). */
class RedactionTest {

    /** In every personal field, in lower case; the phone number has no letters. */
    private static final List<String> MARKERS = List.of("zqx", "98765432", "98 76 54 32", "1987-06-05");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private World world;

    @BeforeEach
    void startWorld() {
        world = World.empty().start();
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
        assertThat(leaksInTables()).isEmpty();
        assertThat(leaksInLog()).isEmpty();
        assertThat(leaksInMBeans()).isEmpty();
        assertThat(leaks("/actuator/prometheus", get("/actuator/prometheus"))).isEmpty();
        assertThat(leaks("/actuator/health", get("/actuator/health"))).isEmpty();
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

    private List<String> leaksInTables() {
        JdbcClient jdbc = world.bean(JdbcClient.class);
        List<String> leaks = new ArrayList<>();
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
            List<String> found = leaks(table, rows.toString());
            // An announced write holds the contact by which it can be found again; both go with an erasure.
            if (table.equalsIgnoreCase("base") || table.equalsIgnoreCase("announced_write")) {
                assertThat(found).as("the search finds what is there").isNotEmpty();
            } else {
                leaks.addAll(found);
            }
        }
        return leaks;
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

    private String get(String path) {
        String port = world.program().getEnvironment().getProperty("local.server.port");
        String login = Base64.getEncoder().encodeToString("operator:secret-for-tests".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + login)
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).as(path).hasSizeGreaterThan(10);
            return answer.body();
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
