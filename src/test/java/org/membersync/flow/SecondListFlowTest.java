package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.membersync.support.AudienceWorld.CATS;
import static org.membersync.support.AudienceWorld.CATS_FIELD;
import static org.membersync.support.AudienceWorld.DOGS;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.demo.HeyLoyaltyOptions;
import org.membersync.demo.SimulatedHeyLoyalty;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.operation.ActivationWork;
import org.membersync.operation.SyncRun;
import org.membersync.support.AudienceWorld;
import org.membersync.support.World;

/** Activations on the members' list and on one of another account, side by side (behaviour A1, A5). */
class SecondListFlowTest {

    private static final String SHOP_FIELD = "shop_cats";
    private static final String SHOP = """
            name: Shop
            list: shop
            audiences:
              - { id: "5d822e81", name: Cats, field: shop_cats, in: "Yes", out: "No" }
            """;

    @TempDir
    private static Path folder;

    private static AudienceWorld audiences;
    private static World world;
    private static SimulatedHeyLoyalty shop;

    @BeforeAll
    static void startWorld() {
        world = World.empty();
        HeyLoyaltyOptions defaults = HeyLoyaltyOptions.defaults();
        shop = world.heyLoyalty()
                .beside(new HeyLoyaltyOptions(
                        "made-up-shop-key", "made-up-shop-secret", "99", "disallow", defaults.clock()));
        world.with("membersync.audiences.lists.shop.list-id", "99")
                .with("membersync.audiences.lists.shop.api-key", "made-up-shop-key")
                .with("membersync.audiences.lists.shop.api-secret", "made-up-shop-secret");
        audiences = AudienceWorld.in(folder, world, Clock.systemUTC());
        audiences.activation("shop.yaml", SHOP);
        world.start();
        world.heyLoyalty().watchConsent(email -> false);
        shop.watchConsent(email -> false);
        audiences.run();
    }

    @AfterAll
    static void endWorld() {
        audiences.close();
    }

    @AfterEach
    void nobodyWasHarmed() {
        assertThat(world.heyLoyalty().violations()).isEmpty();
        assertThat(shop.violations()).isEmpty();
        assertThat(shop.patchedFields()).allMatch(Set.of(SHOP_FIELD)::equals);
        assertThat(world.parked()).isEmpty();
    }

    @Test
    void eachListHasItsOwnFieldsAndItsOwnPersons() {
        world.eligible("Astrid");
        audiences.run();
        String both = "astrid@example.dk";
        shop.add(Map.of("email", both));
        shop.add(Map.of("email", "guest@example.dk"));

        audiences.cdp().enter(CATS, both);
        audiences.cdp().enter(CATS, "guest@example.dk");
        audiences.cdp().enter(DOGS, both);
        pushAndRun();

        assertThat(shop.fieldOptions(SHOP_FIELD).values()).containsExactlyInAnyOrder("Yes", "No");
        assertThat(shop.fieldLabel(CATS_FIELD)).isEmpty();
        assertThat(world.heyLoyalty().fieldLabel(SHOP_FIELD)).isEmpty();
        assertThat(audiences.shown(both, CATS_FIELD)).isEqualTo("In audience");
        assertThat(shown(both)).isEqualTo("Yes");
        assertThat(shown("guest@example.dk")).isEqualTo("Yes");
        assertThat(world.heyLoyalty().membersByEmail("guest@example.dk")).isEmpty();
        assertThat(world.businessCentral().membersByEmail("guest@example.dk")).isEmpty();

        audiences.cdp().leave(CATS, "guest@example.dk");
        pushAndRun();
        assertThat(shown("guest@example.dk")).isEqualTo("No");
    }

    @Test
    void whoUnsubscribedOnOneListIsWrittenToOnTheOther() {
        world.eligible("Bodil");
        audiences.run();
        String email = "bodil@example.dk";
        String entry = shop.add(Map.of("email", email));
        shop.unsubscribe(entry);

        audiences.cdp().enter(CATS, email);
        pushAndRun();

        assertThat(audiences.shown(email, CATS_FIELD)).isEqualTo("In audience");
        assertThat(shop.membersByEmail(email)).singleElement().satisfies(left -> {
            assertThat(left.isActive()).isFalse();
            assertThat(left.field(SHOP_FIELD).isEmpty()).isTrue();
        });
    }

    @Test
    void aKeyThatIsRefusedKeepsOnlyItsOwnListWaiting() {
        world.eligible("Clara");
        audiences.run();
        String email = "clara@example.dk";
        shop.add(Map.of("email", email));
        shop.refuseKey(true);

        audiences.cdp().enter(CATS, email);
        audiences.push();
        SyncRun.Report report = audiences.run();
        world.work();

        assertThat(audiences.shown(email, CATS_FIELD)).isEqualTo("In audience");
        assertThat(shown(email)).isEmpty();
        assertThat(report.troubles()).anyMatch(trouble -> trouble.contains("membersync.audiences.lists.shop.api-key"));
        assertThat(report.troubles()).noneMatch(trouble -> trouble.contains("Outbound"));
        assertThat(world.bean(ActivationWork.class).all())
                .filteredOn(row -> row.name().equals("Shop"))
                .singleElement()
                .satisfies(row -> assertThat(row.troubles()).anyMatch(trouble -> trouble.contains("refused the key")));
        world.eligible("Dorthe");
        audiences.run();
        assertThat(world.heyLoyalty().membersByEmail("dorthe@example.dk")).hasSize(1);

        // As many as would open the breaker that all calls to HeyLoyalty go through.
        for (int i = 0; i < 10; i++) {
            shop.add(Map.of("email", "many" + i + "@example.dk"));
            audiences.cdp().enter(CATS, "many" + i + "@example.dk");
            world.eligible("Many" + i);
        }
        pushAndRun();
        assertThat(audiences.shown("many9@example.dk", CATS_FIELD)).isEqualTo("In audience");

        shop.refuseKey(false);
        world.bean(ActivationWork.class).sync("Shop");
        assertThat(shown(email)).isEqualTo("Yes");
    }

    private static void pushAndRun() {
        audiences.push();
        audiences.run();
    }

    private static String shown(String email) {
        HeyLoyaltyMember entry = shop.membersByEmail(email).get(0);
        String value = entry.field(SHOP_FIELD).text();
        return shop.fieldOptions(SHOP_FIELD).getOrDefault(value, value);
    }
}
