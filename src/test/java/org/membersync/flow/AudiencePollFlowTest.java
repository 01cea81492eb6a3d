package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.membersync.support.AudienceWorld.CATS;
import static org.membersync.support.AudienceWorld.CATS_FIELD;
import static org.membersync.support.AudienceWorld.DOGS;
import static org.membersync.support.AudienceWorld.DOGS_FIELD;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.demo.Fault;
import org.membersync.demo.SimulatedCdp;
import org.membersync.operation.ActivationWork;
import org.membersync.operation.alerts.ActivationMail;
import org.membersync.support.AudienceWorld;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/** A CDP whose change feed is read, and what becomes of its audiences in the course of time (behaviour A2 to A5). */
class AudiencePollFlowTest {

    private static final String REMOVED = "Audience Removed by Raptor CDP";

    @RegisterExtension
    static final GreenMailExtension MAIL =
            new GreenMailExtension(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @TempDir
    private Path folder;

    private AudienceWorld audiences;
    private World world;

    @BeforeEach
    void startWorld() {
        openWorld(World.empty(), folder, Clock.systemUTC());
    }

    /** Another one, in which time stands still until it is moved. */
    private MutableClock startWorldAnew() {
        audiences.close();
        MutableClock clock = new MutableClock(Instant.now());
        openWorld(World.empty(clock), folder.resolve("anew"), clock);
        return clock;
    }

    private void openWorld(World empty, Path mappings, Clock clock) {
        world = empty.with("spring.mail.host", "127.0.0.1")
                .with("spring.mail.port", String.valueOf(MAIL.getSmtp().getPort()));
        audiences = AudienceWorld.in(mappings, world, clock).polled();
        world.heyLoyalty().watchConsent(email -> false);
        List.of("astrid", "bodil", "clara", "dagny")
                .forEach(name -> world.heyLoyalty().add(Map.of("email", name + "@example.dk")));
    }

    @AfterEach
    void endWorld() {
        assertThat(world.heyLoyalty().violations()).isEmpty();
        assertThat(world.heyLoyalty().patchedFields())
                .allMatch(fields -> AudienceWorld.FIELDS.containsAll(fields) || fields.equals(Set.of("cdp_rank")));
        assertThat(world.heyLoyalty().members()).hasSize(4);
        audiences.close();
    }

    @Test
    void bringsASnapshotAndWhatChangedAfterIt() {
        audiences.cdp().enter(CATS, "astrid@example.dk");
        audiences.cdp().enter(CATS, "bodil@example.dk");
        audiences.cdp().enter(CATS, "stranger@example.dk");
        world.start();
        audiences.run();
        assertThat(audiences.shown("astrid@example.dk", CATS_FIELD)).isEqualTo("In audience");
        assertThat(audiences.shown("bodil@example.dk", CATS_FIELD)).isEqualTo("In audience");
        assertThat(audiences.shown("clara@example.dk", CATS_FIELD)).isEmpty();

        audiences.cdp().leave(CATS, "astrid@example.dk");
        audiences.cdp().enter(DOGS, "clara@example.dk");
        audiences.run();
        assertThat(audiences.shown("astrid@example.dk", CATS_FIELD)).isEqualTo("Not in audience");
        assertThat(audiences.shown("clara@example.dk", DOGS_FIELD)).isEqualTo("Yes");

        audiences.cdp().leave(CATS, "bodil@example.dk");
        audiences.cdp().enter(CATS, "dagny@example.dk");
        audiences.cdp().forgetChanges();
        audiences.cdp().calls().reset();
        audiences.run();
        assertThat(audiences.shown("bodil@example.dk", CATS_FIELD)).isEqualTo("Not in audience");
        assertThat(audiences.shown("dagny@example.dk", CATS_FIELD)).isEqualTo("In audience");
        assertThat(audiences.cdp().calls().count("membership.snapshot")).isEqualTo(2);

        world.heyLoyalty().calls().reset();
        audiences.run();
        assertThat(world.heyLoyalty().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
    }

    @Test
    void readsManyPersonsWithOneCallAndWritesOnlyToThoseWhoDiffer() {
        for (int i = 0; i < 100; i++) {
            String email = "p" + i + "@example.dk";
            audiences.cdp().enter(CATS, email);
        }
        audiences.cdp().enter(CATS, "astrid@example.dk");
        world.start();
        world.heyLoyalty().calls().reset();

        audiences.run();

        assertThat(world.heyLoyalty().calls().count("member.patch")).isOne();
        assertThat(world.heyLoyalty().calls().count("members.list"))
                .as(
                        "the poll of the list, and three calls for a hundred persons; a reading that grew too old costs one more")
                .isBetween(4L, 40L);
        world.heyLoyalty().calls().reset();
        assertThat(world.bean(ActivationWork.class).sync("club")).isPresent();
        assertThat(world.heyLoyalty().calls().count("member.patch")).isZero();
    }

    @Test
    void saysThatAnAudienceWasDeletedAndMakesItAgainWhenItIsAttachedAnew() {
        String gone = "No longer in the CDP";
        world.with("membersync.audiences.removed-label", gone);
        audiences.cdp().enter(CATS, "astrid@example.dk");
        world.start();
        audiences.run();
        String held = audiences.entry("astrid@example.dk").field(CATS_FIELD).text();

        audiences.told();
        audiences.cdp().delete(CATS);
        audiences.push();
        world.work();
        assertThat(world.heyLoyalty().fieldLabel(CATS_FIELD)).isEqualTo(gone);
        assertThat(world.heyLoyalty().fieldOptions(CATS_FIELD).values()).containsExactly(gone, gone);
        assertThat(audiences.entry("astrid@example.dk").field(CATS_FIELD).text())
                .isEqualTo(held);
        assertThat(world.bean(ActivationWork.class).all().get(0).troubles())
                .singleElement()
                .asString()
                .contains("club.yaml:4", "Cat owners", "is stale: the CDP deleted it");

        world.stop();
        audiences.activation("club.yaml", AudienceWorld.ACTIVATION.replace(CATS, "new-cats"));
        audiences.cdp().addAudience("new-cats", "Cat owners");
        audiences.cdp().enter("new-cats", "bodil@example.dk");
        world.start();
        audiences.run();
        assertThat(world.heyLoyalty().fieldLabel(CATS_FIELD)).isEqualTo("Cat owners");
        assertThat(audiences.shown("bodil@example.dk", CATS_FIELD)).isEqualTo("In audience");
        assertThat(audiences.shown("astrid@example.dk", CATS_FIELD)).isEqualTo(gone);
    }

    @Test
    void takesAnAudienceThatTheCdpDoesNotKnowTwiceForDeletedAndARenamedOneByItsName() {
        world.start();
        audiences.run();
        audiences.told();
        audiences.cdp().rename(CATS, "Cats and kittens");
        audiences.push();
        world.work();
        assertThat(world.heyLoyalty().fieldLabel(CATS_FIELD)).isEqualTo("Cats and kittens");

        audiences.told();
        audiences.cdp().delete(CATS);
        audiences.cdp().forgetChanges();
        audiences.run();
        world.work();
        assertThat(world.heyLoyalty().fieldLabel(CATS_FIELD)).isEqualTo(REMOVED);
        assertThat(world.heyLoyalty().fieldLabel(DOGS_FIELD)).isEqualTo("Dogs");
    }

    @Test
    void leavesAFieldAloneThatSomebodyElseMadeAndTellsOfItByEmailOnceAnHour() throws Exception {
        world.heyLoyalty().addField(CATS_FIELD, "choice", "Ours", Map.of("1", "Red", "2", "Blue"));
        world.heyLoyalty().addField("cdp_value", "text", "Ours too", Map.of());
        audiences.cdp().enter(CATS, "astrid@example.dk");
        audiences.cdp().enter(DOGS, "astrid@example.dk");
        world.start();
        audiences.run();

        assertThat(world.heyLoyalty().fieldOptions(CATS_FIELD).values()).containsExactlyInAnyOrder("Red", "Blue");
        assertThat(world.heyLoyalty().fieldLabel(CATS_FIELD)).isEqualTo("Ours");
        assertThat(world.heyLoyalty().fieldFormat("cdp_value")).isEqualTo("text");
        assertThat(audiences.shown("astrid@example.dk", CATS_FIELD)).isEmpty();
        assertThat(audiences.shown("astrid@example.dk", DOGS_FIELD)).isEqualTo("Yes");

        world.bean(ActivationMail.class).send();
        world.bean(ActivationMail.class).send();
        assertThat(MAIL.getReceivedMessages()).hasSize(1);
        assertThat(MAIL.getReceivedMessages()[0].getAllRecipients()[0]).hasToString("marketing@example.dk");
        assertThat(GreenMailUtil.getBody(MAIL.getReceivedMessages()[0]))
                .contains("has a field cdp_cats already")
                .contains("it is a text field")
                .doesNotContain("astrid");
    }

    @Test
    void tellsTheErrorsOfEachActivationToItsOwnAddressTogetherAndOnceAnHour() throws Exception {
        MutableClock clock = startWorldAnew();
        audiences.activation(
                "shop.yaml",
                "name: Shop\nerrorEmail: shop@example.dk\nattributes:\n"
                        + "  - { id: rank, name: Rank, field: cdp_rank, format: number }\n");
        world.start();
        audiences.run();

        refused("value", "astrid@example.dk");
        mail(clock, Duration.ofSeconds(1));
        assertThat(mailsTo("shop@example.dk")).isEmpty();
        assertThat(mailsTo("marketing@example.dk"))
                .singleElement()
                .asString()
                .contains("1 person(s): The CDP's value of attribute value")
                .doesNotContain("astrid", "rank");

        clock.advance(Duration.ofSeconds(1));
        refused("value", "bodil@example.dk");
        refused("value", "clara@example.dk");
        mail(clock, Duration.ofMinutes(58));
        assertThat(mailsTo("marketing@example.dk"))
                .as("held back within the hour")
                .hasSize(1);
        refused("rank", "dagny@example.dk");
        mail(clock, Duration.ofMillis(1));
        assertThat(mailsTo("marketing@example.dk")).hasSize(1);
        assertThat(mailsTo("shop@example.dk"))
                .as("whose hour is another")
                .singleElement()
                .asString()
                .contains("1 person(s): The CDP's value of attribute rank");

        mail(clock, Duration.ofMinutes(2));
        assertThat(mailsTo("marketing@example.dk"))
                .hasSize(2)
                .last()
                .asString()
                .contains("2 person(s): The CDP's value of attribute value")
                .doesNotContain("rank");
        mail(clock, Duration.ofHours(2));
        assertThat(MAIL.getReceivedMessages()).as("nothing new").hasSize(3);
    }

    @Test
    void tellsThatTheChangeFeedIsNotReadUntilItIs() throws Exception {
        MutableClock clock = startWorldAnew();
        world.start();
        audiences.run();
        assertThat(troubles()).isEmpty();

        audiences.cdp().faults().always("", Fault.status(503));
        audiences.run();
        assertThat(troubles()).as("it may pass").isEmpty();
        clock.advance(Duration.ofMinutes(6));
        audiences.run();
        assertThat(troubles()).singleElement().asString().contains("change feed is not read since", "503");

        audiences.cdp().faults().clear();
        audiences.cdp().faults().always("", Fault.status(401));
        audiences.run();
        assertThat(troubles()).singleElement().asString().contains("refused the key", "MEMBERSYNC_AUDIENCES_APIKEY");
        world.bean(ActivationMail.class).send();
        assertThat(GreenMailUtil.getBody(MAIL.getReceivedMessages()[0])).contains("change feed is not read since");

        audiences.cdp().faults().clear();
        audiences.run();
        assertThat(troubles()).isEmpty();
    }

    private List<String> troubles() {
        return world.bean(ActivationWork.class).all().get(0).troubles();
    }

    private void refused(String attribute, String email) {
        audiences.told();
        audiences.cdp().attribute(attribute, email, "no number");
        audiences.push();
        world.work();
    }

    private void mail(MutableClock clock, Duration after) {
        clock.advance(after);
        world.bean(ActivationMail.class).send();
    }

    private static List<String> mailsTo(String address) throws Exception {
        List<String> texts = new ArrayList<>();
        for (var message : MAIL.getReceivedMessages()) {
            if (message.getAllRecipients()[0].toString().equals(address)) {
                texts.add(GreenMailUtil.getBody(message));
            }
        }
        return texts;
    }

    @Test
    void writesWhatItCanAndParksAValueThatTheFieldDoesNotTake() {
        world.start();
        audiences.run();
        audiences.told();
        audiences.cdp().attribute("value", "astrid@example.dk", "a lot");
        audiences.cdp().enter(CATS, "astrid@example.dk");
        audiences.post(SimulatedCdp.json(audiences.told()));
        // A push from the second of the snapshot may be older than it: the feed decides.
        audiences.run();

        assertThat(audiences.shown("astrid@example.dk", CATS_FIELD)).isEqualTo("In audience");
        assertThat(world.parked()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("refused-value");
            assertThat(failure.message()).contains("attribute value", "number").doesNotContain("a lot", "astrid");
        });
        audiences.cdp().attribute("value", "astrid@example.dk", "7");
        audiences.push();
        world.work();
        assertThat(world.parked()).isEmpty();
        assertThat(audiences.shown("astrid@example.dk", "cdp_value")).isEqualTo("7");
    }
}
