package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.membersync.decision.Direction;
import org.membersync.operation.alerts.Alerts;
import org.membersync.state.AlertBook;
import org.membersync.state.Failures;
import org.membersync.state.Pauses;
import org.membersync.state.Polls;
import org.membersync.support.MutableClock;
import org.membersync.support.World;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** What operators are told without asking: in the log, in the metrics and by e-mail, once for each beginning and end. */
@ExtendWith(OutputCaptureExtension.class)
class OperatorFlowTest {

    private static final Duration HOUR = Duration.ofMinutes(61);

    @RegisterExtension
    static final GreenMailExtension MAIL = new GreenMailExtension(
                    new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
            .withPerMethodLifecycle(false);

    private static final MutableClock CLOCK = new MutableClock(Instant.now());
    private static World world;

    @BeforeAll
    static void startWorld() {
        world = World.empty(CLOCK)
                .with("membersync.alerts.email-to", "drift@example.dk,vagt@example.dk")
                .with("membersync.alerts.email-from", "membersync@example.dk")
                .with("spring.mail.host", "127.0.0.1")
                .with("spring.mail.port", String.valueOf(MAIL.getSmtp().getPort()))
                .start();
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    @BeforeEach
    void startQuietly() throws Exception {
        for (Direction direction : List.of(Direction.OUTBOUND, Direction.INBOUND)) {
            world.bean(Pauses.class).resume(direction, "test");
        }
        world.bean(Failures.class).dismissAll("unmapped-value", "test", "test");
        readEverything();
        watch();
        CLOCK.advance(HOUR);
        readEverything();
        watch();
        CLOCK.advance(HOUR);
        readEverything();
        watch();
        assertThat(world.bean(AlertBook.class).known()).isEmpty();
        assertThat(world.bean(AlertBook.class).toMail(10)).isEmpty();
        CLOCK.advance(HOUR);
        readEverything();
        MAIL.purgeEmailFromAllMailboxes();
    }

    @Test
    void aPauseIsToldOnceWhenItBeginsAndOnceWhenItEnds(CapturedOutput output) throws Exception {
        world.bean(Pauses.class).pause(Direction.OUTBOUND, "astrid", "the list is being moved");
        int before = output.getOut().length();

        watch();
        watch();

        String log = output.getOut().substring(before);
        assertThat(log).containsOnlyOnce("ALERT began paused-outbound: Outbound");
        assertThat(gauge("paused-outbound")).isEqualTo(1);
        assertThat(mails()).singleElement().satisfies(mail -> {
            assertThat(mail.getSubject()).isEqualTo("membersync: paused-outbound");
            assertThat(text(mail)).contains("paused-outbound began", "by astrid (the list is being moved)");
            assertThat(mail.getAllRecipients()).hasSize(2);
        });

        world.bean(Pauses.class).resume(Direction.OUTBOUND, "astrid");
        watch();
        watch();

        assertThat(output.getOut().substring(before)).containsOnlyOnce("ALERT ended paused-outbound");
        assertThat(gauge("paused-outbound")).isZero();
        assertThat(mails()).as("within the hour").hasSize(1);
    }

    @Test
    void whatComesTogetherWithinAnHourIsOneEmailWithoutPersonalData() throws Exception {
        world.bean(Pauses.class).pause(Direction.INBOUND, "astrid", "");
        watch();
        world.businessCentral().add(World.member("Åge").with(fields -> fields.country("XX", "Nowhere")));
        world.run();
        watch();
        world.bean(Pauses.class).resume(Direction.INBOUND, "astrid");
        watch();
        assertThat(mails()).hasSize(1);

        CLOCK.advance(HOUR);
        readEverything();
        watch();

        assertThat(mails()).hasSize(2);
        MimeMessage second = mails().get(1);
        assertThat(second.getSubject()).contains("parked", "paused-inbound");
        assertThat(text(second))
                .contains("parked began: Members are parked (1 unmapped-value)", "paused-inbound ended")
                .doesNotContain("Åge", "age@example.dk", "Ærøskov");
    }

    @Test
    void aPollThatDoesNotGetThroughIsToldAfterTheSetTime() throws Exception {
        CLOCK.advance(Duration.ofMinutes(29));
        watch();
        assertThat(mails()).isEmpty();

        CLOCK.advance(Duration.ofMinutes(2));
        world.bean(Polls.class).gotThrough("poll-heyloyalty-members");
        watch();

        assertThat(mails()).singleElement().satisfies(mail -> assertThat(text(mail))
                .contains("stale-poll-bc-members began", "did not get through for 30m")
                .doesNotContain("poll-heyloyalty-members"));
        readEverything();
        watch();
        assertThat(world.bean(AlertBook.class).known()).isEmpty();
    }

    @Test
    void anEmailThatCannotBeSentIsTriedAgainAndNothingIsForgotten(CapturedOutput output) throws Exception {
        world.bean(Pauses.class).pause(Direction.OUTBOUND, "astrid", "");
        world.bean(JavaMailSenderImpl.class).setPort(1);
        watch();
        world.bean(JavaMailSenderImpl.class).setPort(MAIL.getSmtp().getPort());
        assertThat(output.getOut()).contains("could not be sent", "spring.mail");
        watch();
        assertThat(mails()).as("not at once").isEmpty();

        CLOCK.advance(Duration.ofMinutes(6));
        watch();

        assertThat(mails()).hasSize(1);
    }

    private static void watch() {
        world.bean(Alerts.class).watch();
    }

    private static void readEverything() {
        world.bean(Polls.class).gotThrough("poll-bc-members");
        world.bean(Polls.class).gotThrough("poll-heyloyalty-members");
    }

    private static double gauge(String name) {
        return world.bean(MeterRegistry.class)
                .get("membersync.alert")
                .tag("name", name)
                .gauge()
                .value();
    }

    /** One for each e-mail, whatever the number of its receivers. */
    private static List<MimeMessage> mails() throws MessagingException {
        Set<String> ids = new HashSet<>();
        List<MimeMessage> mails = new ArrayList<>();
        for (MimeMessage mail : MAIL.getReceivedMessages()) {
            if (ids.add(mail.getMessageID())) {
                mails.add(mail);
            }
        }
        return mails;
    }

    private static String text(MimeMessage mail) {
        return GreenMailUtil.getBody(mail).replace("\r\n", "\n").replace("=\n", "");
    }
}
