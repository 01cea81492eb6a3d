package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.decision.Direction;
import org.membersync.demo.CallLog;
import org.membersync.member.Newsletter;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.support.World;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The commands against the whole program between two simulators. */
class OperationCommandsTest {

    private static World world;

    @BeforeAll
    static void startWorld() {
        world = World.empty().start();
    }

    @AfterAll
    static void closeWorld() {
        world.close();
    }

    @Test
    void syncCarriesMembersOverAndSaysHowMany() {
        world.eligible("Sanne");

        Called called = call("sync");

        assertThat(called.output()).contains("create").contains("Waiting changes: 0");
        assertThat(world.heyLoyalty().membersByEmail("sanne@example.dk")).hasSize(1);
    }

    @Test
    void planTellsWhatSyncWouldWriteAndLeavesNoTrace() {
        call("sync");
        String number = world.eligible("Pernille");
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();
        Map<String, List<String>> before = rows();

        Called called = call("plan");

        assertThat(called.exitCode()).isZero();
        assertThat(called.output()).contains(number).contains("create: 1").contains("firstname");
        assertThat(called.output()).doesNotContain("Pernille");
        assertThat(rows()).isEqualTo(before);
        assertThat(writes(world.businessCentral().calls())).isEmpty();
        assertThat(writes(world.heyLoyalty().calls())).isEmpty();
        assertThat(call("plan", "--values").output()).contains("firstname=Pernille");
        assertThat(call("plan", "--format", "json").output()).contains("\"totals\"", "\"outcome\" : \"CREATE\"");
    }

    @Test
    void planTellsWhatPeoplesChangesInHeyLoyaltyWouldWriteToBusinessCentral() {
        String number = world.eligible("Ingeborg");
        call("sync");
        String entry =
                world.heyLoyalty().membersByEmail("ingeborg@example.dk").get(0).id();
        world.heyLoyalty().edit(entry, Map.of("address", "Nørregade 7"));
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();
        Map<String, List<String>> before = rows();

        Called called = call("plan");

        assertThat(called.output()).contains(number).contains("update member").contains("address");
        assertThat(called.output()).doesNotContain("Nørregade");
        assertThat(rows()).isEqualTo(before);
        assertThat(writes(world.businessCentral().calls())).isEmpty();
        assertThat(writes(world.heyLoyalty().calls())).isEmpty();
        call("sync");
        assertThat(world.businessCentral().member(number).orElseThrow().address())
                .isEqualTo("Nørregade 7");
    }

    @Test
    void planTellsOfWithdrawalsAndNewSubscribersAndTakesNothingOver() {
        String number = world.eligible("Viggo");
        String refused = world.eligible("Rigmor");
        call("sync");
        world.heyLoyalty()
                .unsubscribe(world.heyLoyalty()
                        .membersByEmail("viggo@example.dk")
                        .get(0)
                        .id());
        // An unsubscription of ours, whose time by HeyLoyalty's clock only a reading of the list tells.
        world.businessCentral().newsletter(refused, Newsletter.NO);
        world.bean(ChangeQueue.class)
                .dueNow(
                        Direction.OUTBOUND,
                        world.businessCentral().member(refused).orElseThrow().id(),
                        "feed");
        world.work();
        world.heyLoyalty().add(Map.of("email", "thorvald@example.dk", "firstname", "Thorvald", "membership", "502"));
        world.businessCentral()
                .add(World.member("Hjalmar").with(fields -> fields.newsletter(Newsletter.NOT_SPECIFIED)));
        world.heyLoyalty().add(Map.of("email", "hjalmar@example.dk"));
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();
        Map<String, List<String>> before = rows();

        Called called = call("plan");

        assertThat(called.output())
                .contains(number, "withdraw", "newsletter", "create member")
                .doesNotContain("Thorvald");
        assertThat(rows()).isEqualTo(before);
        assertThat(writes(world.businessCentral().calls())).isEmpty();
        assertThat(writes(world.heyLoyalty().calls())).isEmpty();
        call("sync");
        assertThat(world.businessCentral().member(number).orElseThrow().newsletter())
                .isEqualTo(Newsletter.NO);
        assertThat(world.businessCentral().membersByEmail("thorvald@example.dk"))
                .hasSize(1);
    }

    @Test
    void planTellsWhoWouldBeParkedAndParksNobody() {
        call("sync");
        world.businessCentral().add(World.member("Åge").with(fields -> fields.country("XX", "Nowhere")));
        Map<String, List<String>> before = rows();

        Called called = call("plan");

        assertThat(called.output()).contains("parked: 1").contains("unmapped-value");
        assertThat(rows()).isEqualTo(before);
        assertThat(world.parked()).isEmpty();
        Called synced = call("sync");
        assertThat(synced.exitCode()).isEqualTo(ExitCode.PARKED);
        failuresCanBeListedShownReplayedAndDismissed();
    }

    private void failuresCanBeListedShownReplayedAndDismissed() {
        long id = world.parked().get(0).id();
        assertThat(call("failures", "list").output()).contains("unmapped-value");
        assertThat(call("failures", "list", "--reason", "other").output()).contains("No member is parked");
        assertThat(call("failures", "list", "--counts").output())
                .containsPattern("unmapped-value +1 ")
                .doesNotContain("mappings/");
        assertThat(call("failures", "dismiss", "--reason", "other", "--note", "x")
                        .output())
                .contains("0 failure(s)");
        assertThat(call("failures", "replay", "--reason", "").output()).contains("0 member(s)");
        assertThat(call("failures", "show", "" + id).output()).contains("Failure " + id + ", open");
        assertThat(call("failures", "show", "999999").exitCode()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(call("failures", "replay", "999999").exitCode()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(call("failures", "replay", "--reason", "unmapped-value").output())
                .contains("1 member(s)");
        assertThat(world.parked()).isEmpty();
        assertThat(call("sync").exitCode()).isEqualTo(ExitCode.PARKED);
        long again = world.parked().get(0).id();
        assertThat(Called.viewer(world.program(), "failures", "dismiss", "" + again, "--note", "x")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(call("failures", "dismiss", "" + again, "--note", "moved away")
                        .exitCode())
                .isZero();
        assertThat(call("failures", "show", "" + again).output()).contains("by astrid", "moved away");
    }

    @Test
    void pauseAndResumeSayWhoDidItAndWhy() {
        String number = world.eligible("Tove");
        call("sync");

        Called paused = call("pause", "outbound", "--reason", "the list is being moved");

        assertThat(paused.exitCode()).isZero();
        assertThat(paused.output())
                .contains("Outbound", "by astrid", "the list is being moved")
                .doesNotContain("Inbound");
        assertThat(call("doctor").output())
                .containsPattern("FINDING +directions")
                .contains("by astrid");
        assertThat(call("explain", number).output()).contains("is paused since");
        assertThat(call("sync").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(call("pause", "sideways").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Called.viewer(world.program(), "resume").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(call("pause").output()).contains("Outbound", "Inbound");
        assertThat(call("resume").output()).contains("Both directions go on");
        assertThat(call("doctor").output()).containsPattern("ok +directions +both go on");
    }

    @Test
    void explainFindsAMemberByAnyName() {
        String number = world.eligible("Esther");
        call("sync");
        String id = world.businessCentral().member(number).orElseThrow().id();
        String heyLoyaltyId =
                world.heyLoyalty().membersByEmail("esther@example.dk").get(0).id();

        for (String name : List.of(number, id, heyLoyaltyId, "esther@example.dk")) {
            Called called = call("explain", name);
            assertThat(called.exitCode()).as(name + called.errors()).isZero();
            assertThat(called.output())
                    .contains("Member " + number + " is on the list because")
                    .contains("Linked with HeyLoyalty member " + heyLoyaltyId)
                    .doesNotContain("Esther");
        }
        assertThat(call("explain", number, "--values").output()).contains("firstname=Esther");
        assertThat(call("explain", number, "--format", "json").output()).contains("\"verdict\"");
    }

    @Test
    void explainShowsTheWorkOfBothDirections() {
        String number = world.eligible("Ellen");
        call("sync");
        String id = world.businessCentral().member(number).orElseThrow().id();
        String entry =
                world.heyLoyalty().membersByEmail("ellen@example.dk").get(0).id();
        ChangeQueue queue = world.bean(ChangeQueue.class);
        Failures failures = world.bean(Failures.class);
        queue.dueNow(Direction.INBOUND, entry, "webhook");
        try {
            assertThat(call("explain", number).output())
                    .contains("Member " + number + " is on the list because")
                    .contains("A change to Business Central waits (webhook)");
            assertThat(call("explain", entry).output()).contains("Member " + number + " is on the list because");

            failures.park(queue.due(false).next(), "unmapped-value", "the sex is not mapped");
            queue.dueNow(Direction.OUTBOUND, id, "feed");

            assertThat(call("explain", number).output())
                    .contains("A change to HeyLoyalty waits (feed)")
                    .containsPattern(
                            "Parked on the way to Business Central since .* \\(unmapped-value\\): the sex is not mapped")
                    .doesNotContain("to Business Central waits");
            assertThat(call("explain", number, "--format", "json").output())
                    .contains("\"direction\" : \"INBOUND\"", "\"direction\" : \"OUTBOUND\"");
        } finally {
            failures.ofMember(entry).forEach(parked -> failures.dismiss(parked.id(), "astrid", "done"));
            call("sync");
        }
    }

    @Test
    void explainSaysWhenThereIsNoSuchMember() {
        assertThat(call("explain", "NOBODY-7").exitCode()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(call("explain", "nobody@example.dk").exitCode()).isEqualTo(ExitCode.UNKNOWN);
    }

    @Test
    void aViewerReadsOnly() {
        assertThat(Called.viewer(world.program(), "failures", "list").exitCode())
                .isZero();
        Called sync = Called.viewer(world.program(), "sync");

        assertThat(sync.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(sync.errors()).contains("log in as the operator");
    }

    @Test
    void doctorChecksBothSidesByReadingOnly() {
        world.eligible("Dorthe");
        call("sync");
        world.heyLoyalty().unsubscribe(world.heyLoyalty().members().get(0).id());
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();

        Called called = call("doctor");

        assertThat(called.output())
                .contains("BC login", "BC company", "BC feed mmMember", "HL list", "HL clock")
                .containsPattern("ok +HL look-up of unsubscribed +found by the e-mail address")
                .containsPattern("ok +HL webhook +none is received: the list is polled")
                .containsPattern("ok +HL fields and options")
                .containsPattern("ok +BC new members +.*MM-GOLD");
        assertThat(writes(world.businessCentral().calls())).isEmpty();
        assertThat(writes(world.heyLoyalty().calls())).isEmpty();
        assertThat(call("doctor", "--format=json").output()).contains("\"name\" : \"HL list\"");
    }

    @Test
    void doctorNamesWhatIsWrong() {
        world.businessCentral().permissionSetMissing(true);
        try {
            Called called = call("doctor");

            assertThat(called.exitCode()).isEqualTo(ExitCode.FINDINGS);
            assertThat(called.output())
                    .containsPattern("FINDING +BC REST front")
                    .contains("NPR API Membership");
        } finally {
            world.businessCentral().permissionSetMissing(false);
        }
    }

    @Test
    void mappingsAreCheckedAgainstTheList() {
        assertThat(call("mappings", "check").output()).contains("are right", "fit the live list");
    }

    @Test
    void suggestionsAreWrittenOnceAndNeverOver(@TempDir Path folder) throws IOException {
        Called first = call("mappings", "suggest", "--folder", folder.toString());

        assertThat(first.output()).contains("written: " + folder.resolve("member.suggested.yaml"));
        Files.writeString(folder.resolve("member.suggested.yaml"), "mine");
        assertThat(call("mappings", "suggest", "--folder", folder.toString()).output())
                .contains("kept:");
        assertThat(folder.resolve("member.suggested.yaml")).hasContent("mine");
    }

    @Test
    void jmxShowsTheQueueAndTheParkedMembersAsTables() throws JMException {
        var server = java.lang.management.ManagementFactory.getPlatformMBeanServer();

        assertThat(server.getAttribute(new ObjectName("org.membersync:type=Queue"), "Depth"))
                .isInstanceOf(TabularData.class);
        assertThat(server.getAttribute(new ObjectName("org.membersync:type=Queue"), "Feeds"))
                .isInstanceOf(TabularData.class);
        assertThat(server.getAttribute(new ObjectName("org.membersync:type=Failures"), "Parked"))
                .isInstanceOf(TabularData.class);
        assertThat(server.invoke(
                        new ObjectName("org.membersync:type=Failures"),
                        "replay",
                        new Object[] {999_999L},
                        new String[] {"long"}))
                .isEqualTo(false);
    }

    @Test
    void importTellsWhatCameOfEachRow(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("export.csv");
        Files.writeString(file, "id;email;kundenummer\n81001;a@example.dk;1\n;b@example.dk;2\n");

        Called called = call("import", file.toString());

        assertThat(called.exitCode()).isEqualTo(ExitCode.ROW_ERRORS);
        assertThat(called.output())
                .containsPattern("in the file +2")
                .contains("ignored: kundenummer", "Line 3: id is missing")
                .doesNotContain("example.dk");
        assertThat(call("import", file.toString(), "--format", "json").output()).contains("\"bad\" : 1");
        Files.writeString(file, "email\na@example.dk\n");
        Called refused = call("import", file.toString());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.errors()).contains("no column id", "Nothing was imported");
        assertThat(Called.viewer(world.program(), "import", file.toString()).exitCode())
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void jmxPausesAndResumesADirection() throws JMException {
        var server = java.lang.management.ManagementFactory.getPlatformMBeanServer();
        ObjectName queue = new ObjectName("org.membersync:type=Queue");
        String[] types = {String.class.getName(), String.class.getName()};

        assertThat(server.invoke(queue, "pause", new Object[] {"inbound", "a campaign"}, types))
                .isEqualTo(true);
        assertThat(server.getAttribute(queue, "Pauses").toString()).contains("a campaign", "INBOUND");
        assertThat(server.invoke(queue, "resume", new Object[] {"inbound"}, new String[] {String.class.getName()}))
                .isEqualTo(true);
    }

    private static Called call(String... args) {
        return Called.operator(world.program(), args);
    }

    private static List<CallLog.Entry> writes(CallLog calls) {
        return calls.entries().stream()
                .filter(call -> !call.method().equals("GET"))
                .filter(call -> !call.path().endsWith("/token"))
                .toList();
    }

    /** All that each table holds, but for what tells that a process lives and how much it calls. */
    private static Map<String, List<String>> rows() {
        JdbcClient jdbc = world.bean(JdbcClient.class);
        Map<String, List<String>> rows = new TreeMap<>();
        jdbc.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC'"
                        + " AND table_name NOT IN ('INSTANCE', 'CALL_BUDGET', 'SHARED_LOCK')")
                .query(String.class)
                .list()
                .forEach(table -> rows.put(table, rows(jdbc, table)));
        assertThat(rows).containsKeys("MEMBER_LINK", "LIST_SEEN", "CONSENT_DECISION", "WEBHOOK_REQUEST");
        return rows;
    }

    private static List<String> rows(JdbcClient jdbc, String table) {
        return jdbc
                .sql("SELECT * FROM \"" + table + "\"")
                .query((row, number) -> {
                    StringBuilder values = new StringBuilder();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        values.append(row.getString(column)).append('|');
                    }
                    return values.toString();
                })
                .list()
                .stream()
                .sorted()
                .toList();
    }
}
