package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.demo.CallLog;
import org.membersync.demo.Fault;
import org.membersync.heyloyalty.Webhooks;
import org.membersync.settings.WebhookSettings;
import org.membersync.settings.WebhookSettings.Auth;
import org.membersync.support.World;

/** A program that receives webhooks, and a HeyLoyalty that has some or none. */
class WebhooksCommandTest {

    private static final String PASSWORD = "made-up-webhook-password";
    private static final String URL = "https://sync.example.dk/webhooks/heyloyalty";
    private static final String CONTACT = "drift@example.dk";
    private static final String ANY = "/webhooks";

    private static World world;

    @BeforeAll
    static void startWorld() {
        world = World.empty().with("membersync.webhooks.password", PASSWORD).start();
    }

    @AfterAll
    static void closeWorld() {
        world.close();
    }

    @BeforeEach
    @AfterEach
    void startAnew() {
        world.heyLoyalty().faults().clear();
        world.heyLoyalty().clearWebhooks();
        world.heyLoyalty().calls().reset();
    }

    @Test
    void registersOnceAndSaysWhatToEnterByHand() {
        Called first = register("--contact-email", CONTACT);

        assertThat(first.exitCode()).as(first.errors()).isZero();
        assertThat(first.output())
                .contains("made: ", URL, "unsubscribe", "User name       heyloyalty", "MEMBERSYNC_WEBHOOKS_PASSWORD")
                .doesNotContain(PASSWORD, CONTACT);
        world.heyLoyalty().calls().reset();

        Called second = register();

        assertThat(second.exitCode()).isZero();
        assertThat(second.output()).contains("is there already");
        assertThat(writes()).isEmpty();
        assertThat(call("webhooks", "show").output()).contains("yes", URL).doesNotContain(CONTACT);
        assertThat(call("doctor").output()).containsPattern("ok +HL webhook +" + URL + " is told of subscribe, update");
    }

    @Test
    void completesWhatIsThereAndKeepsWhatOthersWanted() {
        world.heyLoyalty().addWebhook(URL, List.of("click", "update"));
        world.heyLoyalty().addWebhook("https://other.example.dk/?key=hemmelig", List.of("open"));
        assertThat(call("doctor").output())
                .containsPattern("FINDING +HL webhook")
                .contains("not subscribe, unsubscribe, spamComplaint", "webhooks register --url " + URL);

        Called called = register("--format", "json");

        assertThat(called.output()).contains("\"done\" : \"updated\"", "\"click\"", "\"unsubscribe\"");
        Called shown = call("webhooks", "show");
        assertThat(shown.output().lines()).hasSize(3);
        assertThat(shown.output()).contains("https://other.example.dk").doesNotContain("hemmelig");
        assertThat(register("--contact-email", "vagt@example.dk").output()).contains("completed: ");
        assertThat(register("--contact-email", "vagt@example.dk").output()).contains("is there already");
    }

    @Test
    void tellsOfASecondOneThatLeadsToTheSamePlace() {
        world.heyLoyalty().addWebhook(URL, Webhooks.TRIGGERS);
        world.heyLoyalty().addWebhook(URL + "/", Webhooks.TRIGGERS);

        assertThat(register().output()).contains("2 webhooks lead there");
    }

    @Test
    void wantsAContactForANewOne() {
        Called called = register();

        assertThat(called.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(called.errors()).contains("--contact-email");
        assertThat(writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://sync.example.dk", "sync.example.dk/webhooks/heyloyalty"})
    void wantsAnAddressThatLeadsToTheReceiver(String url) {
        Called called = call("webhooks", "register", "--url", url, "--contact-email", CONTACT);

        assertThat(called.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(called.errors()).contains("https://YOUR-HOST/webhooks/heyloyalty");
        assertThat(world.heyLoyalty().calls().entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405})
    void sendsPeopleToHeyLoyaltyWhenTheApiDoesNotTell(int status) {
        world.heyLoyalty().faults().always(ANY, Fault.status(status));

        assertThat(register("--contact-email", CONTACT).errors()).contains("page Webhooks in HeyLoyalty by hand");
        assertThat(call("webhooks", "show").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(call("doctor").output()).containsPattern("ok +HL webhook +.*page Webhooks by hand");
    }

    @Test
    void saysWhenHeyLoyaltyRefusesOrForgetsIt() {
        world.heyLoyalty().faults().next("POST .*" + ANY, Fault.status(400));
        assertThat(register("--contact-email", CONTACT).errors()).contains("refused the webhook", "spamComplaint");

        world.heyLoyalty().faults().next("POST .*" + ANY, Fault.status(201));
        Called forgotten = register("--contact-email", CONTACT);
        assertThat(forgotten.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(forgotten.errors()).contains("not on the list", "by hand");
    }

    @Test
    void doctorFindsThatNoneIsRegistered() {
        assertThat(call("doctor").output())
                .containsPattern("FINDING +HL webhook +none of the list leads to /webhooks/heyloyalty")
                .contains("webhooks register --url");
        assertThat(call("webhooks", "show").output()).contains("no webhooks");
    }

    @Test
    void aViewerMayLook() {
        assertThat(Called.viewer(world.program(), "webhooks", "show").exitCode())
                .isZero();
        assertThat(Called.viewer(world.program(), "webhooks", "register", "--url", URL)
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void saysOfEachProofWhatIsEnteredByHand() {
        assertThat(byHand(new WebhookSettings(Auth.BASIC, "hæloyalty", "", "", "", "")))
                .contains("hæloyalty", "nothing is received");
        assertThat(byHand(new WebhookSettings(Auth.OAUTH2, "", "", "https://login.example.dk", "membersync", "")))
                .contains("https://login.example.dk", "meant for membersync")
                .doesNotContain("nothing is received");
        assertThat(byHand(new WebhookSettings(Auth.OAUTH2, "", "", "", "", "")))
                .contains("MEMBERSYNC_WEBHOOKS_ISSUERURI", "MEMBERSYNC_WEBHOOKS_AUDIENCE", "nothing is received");
        assertThat(byHand(new WebhookSettings(Auth.NONE, "", "", "", "", ""))).contains("everybody is believed");
    }

    private static String byHand(WebhookSettings settings) {
        return String.join("\n", WebhooksRegisterCommand.byHand(settings));
    }

    private static Called register(String... more) {
        String[] args = new String[more.length + 4];
        System.arraycopy(new String[] {"webhooks", "register", "--url", URL}, 0, args, 0, 4);
        System.arraycopy(more, 0, args, 4, more.length);
        return call(args);
    }

    private static Called call(String... args) {
        return Called.operator(world.program(), args);
    }

    private static List<CallLog.Entry> writes() {
        return world.heyLoyalty().calls().entries().stream()
                .filter(call -> !call.method().equals("GET"))
                .toList();
    }
}
