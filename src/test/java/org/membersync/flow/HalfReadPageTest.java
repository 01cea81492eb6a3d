package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.demo.CallLog;
import org.membersync.demo.Fault;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.operation.SyncRun;
import org.membersync.support.World;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A feed is read page by page: none is lost and none doubled, wherever a page ends, fails or moves (behaviour O1). */
class HalfReadPageTest {

    private static final int PAGE = 2;
    private static final String MEMBER_PAGE = "GET .*/mmMember$";

    private static World world;
    private static int round;

    /** What becomes of the second page. */
    enum Trouble {
        RESET(Fault.resetBefore()),
        LOST_ANSWER(Fault.resetAfter()),
        CUT(Fault.cutBody()),
        UNAVAILABLE(Fault.status(503)),
        WEB_PAGE(Fault.html()),
        ROWS_MISSING(Fault.status(200).body("application/json", "{}")),
        ROW_UNREADABLE(Fault.status(200).body("application/json", "{\"value\":[{\"id\":\"x\"}]}"));

        private final Fault fault;

        Trouble(Fault fault) {
            this.fault = fault;
        }
    }

    @BeforeAll
    static void startWorld() {
        world = World.empty()
                .with("membersync.business-central.page-size", String.valueOf(PAGE))
                .with("membersync.business-central.overlap", "0s")
                .start();
        world.eligible("Første");
        world.run();
    }

    @AfterEach
    void mend() {
        world.businessCentral().faults().clear();
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void losesAndDoublesNobodyWhenTheSecondPageFails(Trouble trouble) {
        List<String> names = moved(5);
        failSecondPage(trouble.fault);

        SyncRun.Report failed = run();

        assertThat(failed.troubles()).as("what the operator is told").isNotEmpty();
        assertThat(arrived(names)).as("what the read page holds").isNotEmpty();
        assertThat(arrived(names)).as("what the unread page holds waits").hasSizeLessThan(5);
        run();
        assertAllArrived(names);
        assertSilent();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE + 1})
    void readsAnyNumberOfRows(int rows) {
        List<String> names = add(rows);

        run();

        assertEachOnce(names);
        assertSilent();
    }

    @Test
    void takesARowThatIsInsertedBetweenTwoPages() {
        List<String> names = moved(5);
        failSecondPage(Fault.status(503));
        run();
        List<String> later = add(1);

        run();

        assertAllArrived(names);
        assertEachOnce(later);
        assertSilent();
    }

    @Test
    void takesARowThatMovesFromAReadPageToTheEnd() {
        List<String> names = moved(5);
        failSecondPage(Fault.status(503));
        run();
        String moved = arrived(names).iterator().next();
        move(moved, "Skagen");

        run();

        assertEachOnce(names);
        assertThat(world.heyLoyalty().membersByEmail(moved).get(0).field("city").text())
                .isEqualTo("Skagen");
        assertThat(arrived(names)).hasSize(names.size() - 1);
        assertSilent();
    }

    @Test
    void takesARowThatMovesFromAnUnreadPageToTheEnd() {
        List<String> names = moved(5);
        failSecondPage(Fault.status(503));
        run();
        Set<String> waiting = new TreeSet<>(names);
        waiting.removeAll(arrived(names));
        world.businessCentral()
                .change(
                        world.businessCentral()
                                .membersByEmail(waiting.iterator().next())
                                .get(0)
                                .number(),
                        fields -> fields.address("Søndergade 1"));

        run();

        assertAllArrived(names);
        assertSilent();
    }

    /** Members who are on the list already and moved to another town: only the members' own feed tells of it. */
    private static List<String> moved(int members) {
        List<String> emails = add(members);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            run();
            return rowsThatComeBack() <= 1;
        });
        emails.forEach(email -> move(email, "Ribe"));
        reset();
        return emails;
    }

    /** Rows of the second in which Business Central answered are read again, and would fill the first page. */
    private static long rowsThatComeBack() {
        return world.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM feed_seen WHERE feed = 'MM_MEMBER'")
                .query(Long.class)
                .single();
    }

    private static void move(String email, String city) {
        String number = world.businessCentral().membersByEmail(email).get(0).number();
        world.businessCentral().change(number, fields -> fields.city(city));
    }

    private static List<String> add(int members) {
        int group = ++round;
        List<String> names = IntStream.rangeClosed(1, members)
                .mapToObj(number -> "p" + group + "-" + number)
                .toList();
        names.forEach(world::eligible);
        return names.stream().map(name -> name + "@example.dk").toList();
    }

    private static void failSecondPage(Fault fault) {
        world.businessCentral().faults().next(MEMBER_PAGE, Fault.delay(Duration.ZERO));
        world.businessCentral().faults().next(MEMBER_PAGE, fault);
    }

    private static Set<String> arrived(List<String> emails) {
        return emails.stream()
                .filter(email -> world.heyLoyalty().membersByEmail(email).stream()
                        .anyMatch(entry -> entry.field("city").text().equals("Ribe")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertEachOnce(List<String> emails) {
        assertThat(emails).allSatisfy(email -> assertThat(world.heyLoyalty().membersByEmail(email))
                .singleElement()
                .matches(HeyLoyaltyMember::isActive));
    }

    private static void assertAllArrived(List<String> emails) {
        assertEachOnce(emails);
        assertThat(arrived(emails)).isEqualTo(new TreeSet<>(emails));
    }

    private static void assertSilent() {
        reset();
        run();
        assertThat(calls().entries()).noneMatch(call -> !call.method().equals("GET"));
        assertThat(world.queue().values()).containsOnly(0L);
        assertThat(world.parked()).isEmpty();
    }

    private static SyncRun.Report run() {
        return world.bean(SyncRun.class).run();
    }

    private static void reset() {
        calls().reset();
        world.businessCentral().calls().reset();
    }

    private static CallLog calls() {
        return world.heyLoyalty().calls();
    }
}
