package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Direction;
import org.membersync.demo.CallLog;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.state.ChangeQueue;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/** What people and marketers change in HeyLoyalty reaches Business Central, and nothing comes back (behaviour I7 to I10). */
class ProfileFlowTest {

    private static final Pattern FEED = Pattern.compile("odata\\..*");

    private final MutableClock clock = new MutableClock(Instant.now());
    private World world;
    private String number;
    private String entry;

    @BeforeEach
    void makeWorld() {
        world = World.empty(clock).start();
        number = world.eligible("Åse");
        world.run();
        entry = world.heyLoyalty().membersByEmail("åse@example.dk").get(0).id();
    }

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void aChangeInHeyLoyaltyReachesBusinessCentral() {
        world.heyLoyalty().edit(entry, Map.of("address", "Nørregade 7", "firstname", "Åshild"));

        tell();
        world.work();

        assertThat(member().address()).isEqualTo("Nørregade 7");
        assertThat(member().firstName()).isEqualTo("Åshild");
        assertSettled();
    }

    @Test
    void anUpdateCostsOneReadOfHeyLoyaltyAndTwoOfBusinessCentral() {
        world.heyLoyalty().edit(entry, Map.of("address", "Nørregade 7"));
        tell();
        world.heyLoyalty().calls().reset();
        world.businessCentral().calls().reset();

        world.work();
        assertThat(methods(world.businessCentral().calls().entries()))
                .as("all that Business Central is asked until its member holds the change")
                .containsExactly("GET", "PATCH");
        world.run();

        assertThat(methods(world.heyLoyalty().calls().entries()))
                .as("HeyLoyalty, until its change came back in the feed too")
                .containsExactly("GET");
        assertThat(methods(world.businessCentral().calls().entries().stream()
                        .filter(call -> !FEED.matcher(call.kind()).matches())
                        .toList()))
                .as("Business Central, beside the feeds, until the change came back in them")
                .containsExactlyInAnyOrder("GET", "GET", "PATCH");
        assertThat(member().address()).isEqualTo("Nørregade 7");
    }

    private static List<String> methods(List<CallLog.Entry> calls) {
        return calls.stream().map(CallLog.Entry::method).toList();
    }

    @Test
    void differentFieldsChangedOnBothSidesBothSurvive() {
        world.heyLoyalty().edit(entry, Map.of("address", "Nørregade 7"));
        world.businessCentral().change(number, fields -> fields.lastName("Sørensen"));

        world.run();
        world.run();

        assertThat(member().address()).isEqualTo("Nørregade 7");
        assertThat(listed().field("lastname").text()).isEqualTo("Sørensen");
        assertThat(listed().field("address").text()).isEqualTo("Nørregade 7");
        assertSettled();
    }

    @Test
    void ofTwoChangesOfOneFieldTheNewestCounts() {
        world.businessCentral().change(number, fields -> fields.lastName("Ældst"));
        clock.advance(Duration.ofSeconds(2));
        world.heyLoyalty().edit(entry, Map.of("lastname", "Nyest"));

        tell();
        world.run();

        assertThat(member().lastName()).isEqualTo("Nyest");
        assertSettled();
    }

    @Test
    void aFieldThatGoesOneWayIsSetRight() {
        world.heyLoyalty().edit(entry, Map.of("membership_no", "opdigtet"));

        tell();
        world.run();
        world.run();

        assertThat(listed().field("membership_no").text())
                .isEqualTo(member().memberships().get(0).number());
        assertSettled();
    }

    @Test
    void attributesAreWrittenAsTheMappingSays() {
        world.heyLoyalty().edit(entry, Map.of("favourite_sport", "31981", "interests", "8,7"));

        tell();
        world.run();

        assertThat(member().attributes()).containsEntry("SPORT", "HANDBALL").containsEntry("INTERESTS", "MUSIC,BOOKS");
        assertSettled();
    }

    @Test
    void anOptionWithoutAValueFlagsTheMemberAndTheRestGoesOn() {
        Map<String, String> options = new java.util.TreeMap<>(world.heyLoyalty().fieldOptions("interests"));
        options.put("99", "Strikning");
        world.heyLoyalty().addField("interests", "multi", "Interests", options);
        clock.advance(Duration.ofHours(1));
        world.heyLoyalty().edit(entry, Map.of("interests", "99", "address", "Nørregade 7"));

        tell();
        world.run();

        assertThat(member().address()).isEqualTo("Nørregade 7");
        assertThat(member().attributes()).doesNotContainKey("INTERESTS");
        assertThat(world.parked()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("unknown-option");
            assertThat(failure.message()).contains("interests", "\"99\"", "mappings/member.yaml");
        });
        world.run();
        assertThat(world.parked()).as("is told once").hasSize(1);
    }

    @Test
    void countriesFollowBusinessCentral() {
        world.businessCentral().change(number, fields -> fields.country("DK", "Denmark"));
        world.run();
        String denmark = listed().field("country").text();
        String other = world.heyLoyalty().fieldOptions("country").keySet().stream()
                .filter(option -> !option.equals(denmark))
                .findFirst()
                .orElseThrow();
        world.heyLoyalty().edit(entry, Map.of("country", other));

        tell();
        world.run();
        world.run();

        assertThat(listed().field("country").text()).isEqualTo(denmark);
        assertThat(member().countryCode()).isEqualTo("DK");
        assertSettled();
    }

    @Test
    void aTownThatBusinessCentralKnowsBetterComesBack() {
        world.heyLoyalty().edit(entry, Map.of("postalcode", "8000", "city", "Århus"));

        tell();
        world.run();
        world.run();

        assertThat(member().city()).isEqualTo("Aarhus C");
        assertThat(listed().field("city").text()).isEqualTo("Aarhus C");
        assertSettled();
    }

    @Test
    void anEmptiedAddressDoesNotLoseThePerson() {
        world.heyLoyalty().edit(entry, Map.of("mobile", "12345678"));
        tell();
        world.run();
        world.heyLoyalty().edit(entry, Map.of("mobile", ""));

        tell();
        world.run();

        assertThat(member().phoneNo()).isEqualTo("12345678");
    }

    private void tell() {
        world.bean(ChangeQueue.class).dueNow(Direction.INBOUND, entry, "webhook");
    }

    private Member member() {
        return world.businessCentral().member(number).orElseThrow();
    }

    private HeyLoyaltyMember listed() {
        return world.heyLoyalty().member(entry).orElseThrow();
    }

    private void assertSettled() {
        world.run();
        assertThat(world.parked()).isEmpty();
        assertThat(world.queue().values()).containsOnly(0L);
        assertThat(world.heyLoyalty().violations()).isEmpty();
        world.heyLoyalty().calls().reset();
        world.businessCentral().calls().reset();
        tell();
        world.run();
        world.run();
        assertThat(world.heyLoyalty().calls().entries())
                .noneMatch(call -> !call.method().equals("GET"));
        assertThat(world.businessCentral().calls().entries())
                .allMatch(call -> call.method().equals("GET") || call.path().endsWith("/token"));
    }
}
