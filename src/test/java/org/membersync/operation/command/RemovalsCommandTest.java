package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Newsletter;
import org.membersync.support.World;
import org.springframework.boot.actuate.health.HealthIndicator;

/** What an operator sees of held removals, and says to them (quality P9). */
class RemovalsCommandTest {

    private static World world;

    @BeforeAll
    static void startWorld() {
        world = World.empty()
                .with("membersync.members.max-unsubscribes-per-run", "2")
                .start();
    }

    @AfterAll
    static void closeWorld() {
        world.close();
    }

    @Test
    void anOperatorSeesWhoIsHeldAndApproves() {
        List<String> members = fourMembers("Gro", "Gyda", "Gerda", "Grete");
        members.forEach(member -> world.businessCentral().newsletter(member, Newsletter.NO));

        assertThat(call("plan").output())
                .contains("Removals: 4", "limit 2: they would be held until an operator decides");
        assertThat(call("plan", "--format", "json").output()).contains("\"held\" : true");
        Called synced = call("sync");
        assertThat(synced.exitCode()).isEqualTo(ExitCode.PARKED);
        assertThat(synced.output()).contains("Held removals:   4");

        Called shown = Called.viewer(world.program(), "removals", "show");
        assertThat(shown.output())
                .contains("4 removal(s) wait for an operator")
                .contains(members)
                .contains("unsubscribe", "the newsletter is not wanted")
                .doesNotContain("Gro", "example.dk");
        assertThat(call("removals", "show", "--most", "1").output().lines().filter(line -> line.contains("feed")))
                .hasSize(1);
        assertThat(call("removals", "show", "--format", "json").output()).contains("\"waiting\" : 4");
        assertThat(call("explain", members.get(0)).output()).contains("A removal (unsubscribe) is decided and waits");
        assertThat(call("doctor").output()).containsPattern("FINDING +held removals +4 removals wait");
        assertThat(health()).containsEntry("heldRemovals", 4L);

        assertThat(Called.viewer(world.program(), "removals", "approve", "--note", "x")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(call("removals", "approve", "--note", "a spring clean").output())
                .contains("4 removal(s) are in the queue again");
        assertThat(call("sync").exitCode()).isZero();
        assertThat(active("g")).isZero();
        assertThat(call("removals", "show").output())
                .contains("No removal waits.")
                .containsPattern("4 approved .* by astrid: a spring clean");
        assertThat(call("removals", "approve", "--note", "x").exitCode()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(health()).doesNotContainKey("heldRemovals");
    }

    @Test
    void jmxShowsWhoIsHeldAndDiscards() throws JMException {
        List<String> members = fourMembers("Hans", "Holger", "Henrik", "Hugo");
        members.forEach(member -> world.businessCentral().newsletter(member, Newsletter.NO));
        call("sync");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("org.membersync:type=Removals");

        assertThat(server.getAttribute(name, "Waiting")).isEqualTo(4L);
        assertThat(server.getAttribute(name, "HeldSince")).isNotEqualTo("");
        assertThat(((TabularData) server.getAttribute(name, "Held")).values().toString())
                .contains(members)
                .doesNotContain("Hans", "example.dk");

        assertThat(answer(server, name, "discard")).isEqualTo(4L);
        assertThat(answer(server, name, "discard")).isEqualTo(-1L);
        assertThat(answer(server, name, "approve")).isEqualTo(-1L);
        assertThat(call("sync").exitCode()).isZero();
        assertThat(active("h")).isEqualTo(4);
        assertThat(call("explain", members.get(0)).output()).contains("discarded");
    }

    private static Object answer(MBeanServer server, ObjectName name, String operation) throws JMException {
        return server.invoke(name, operation, new Object[] {"by hand"}, new String[] {String.class.getName()});
    }

    private static List<String> fourMembers(String... names) {
        List<String> members = new ArrayList<>();
        List.of(names).forEach(name -> members.add(world.eligible(name)));
        call("sync");
        return members;
    }

    private static long active(String initial) {
        return world.heyLoyalty().members().stream()
                .filter(HeyLoyaltyMember::isActive)
                .filter(entry -> entry.field("email").text().startsWith(initial))
                .count();
    }

    private static java.util.Map<String, Object> health() {
        return world.program()
                .getBean("syncHealthIndicator", HealthIndicator.class)
                .health()
                .getDetails();
    }

    private static Called call(String... args) {
        return Called.operator(world.program(), args);
    }
}
