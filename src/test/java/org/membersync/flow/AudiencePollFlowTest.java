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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.demo.SimulatedCdp;
import org.membersync.operation.ActivationWork;
import org.membersync.operation.alerts.ActivationMail;
import org.membersync.support.AudienceWorld;
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
        world = World.empty()
                .with("spring.mail.host", "127.0.0.1")
                .with("spring.mail.port", String.valueOf(MAIL.getSmtp().getPort()));
        audiences = AudienceWorld.in(folder, world, Clock.systemUTC()).polled();
        List.of("astrid", "bodil", "clara", "dagny")
                .forEach(name -> world.heyLoyalty().add(Map.of("email", name + "@example.dk")));
    }

    @AfterEach
    void endWorld() {
        assertThat(world.heyLoyalty().violations()).isEmpty();
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
                        "pages of the poll, and one call for many persons; on a slow machine a reading serves fewer of them")
                .isLessThan(50);
        world.heyLoyalty().calls().reset();
        assertThat(world.bean(ActivationWork.class).sync("club")).isPresent();
        assertThat(world.heyLoyalty().calls().count("member.patch")).isZero();
    }

    @Test
    void saysThatAnAudienceWasDeletedAndMakesItAgainWhenItIsAttachedAnew() {
        audiences.cdp().enter(CATS, "astrid@example.dk");
        world.start();
        audiences.run();
        String held = audiences.entry("astrid@example.dk").field(CATS_FIELD).text();

        audiences.told();
        audiences.cdp().delete(CATS);
        audiences.push();
        world.work();
        assertThat(world.heyLoyalty().fieldLabel(CATS_FIELD)).isEqualTo(REMOVED);
        assertThat(world.heyLoyalty().fieldOptions(CATS_FIELD).values()).containsExactly(REMOVED, REMOVED);
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
        assertThat(audiences.shown("astrid@example.dk", CATS_FIELD)).isEqualTo(REMOVED);
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
