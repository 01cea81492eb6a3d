package org.membersync.support;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.membersync.demo.DemoConfiguration;
import org.membersync.demo.NewMember;
import org.membersync.demo.NewMembership;
import org.membersync.heyloyalty.WebhookNotice;
import org.membersync.member.GdprApproval;
import org.membersync.member.Newsletter;
import org.membersync.operation.SyncRun;
import org.membersync.state.WebhookInbox;

/**
 * The history that made the state database in {@code src/test/resources/release-1}: with clocks that stand still and counted
 * ids both simulators come to the same state whenever it is repeated.
 */
public final class Release1 {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T08:00:00Z"));
    private final World world;

    private Release1() {
        world = World.empty(clock);
        world.businessCentral().countIds();
        world.heyLoyalty().countIds();
    }

    /** Both simulators by that history's clock; the program is not started yet. */
    public static Release1 world() {
        return new Release1();
    }

    public World program() {
        return world;
    }

    /** Lets everything happen; the program runs and goes on running. */
    public Release1 happen() {
        add("Ada", member -> member);
        String bodil = add("Bodil", member -> member);
        world.businessCentral().newsletter(bodil, Newsletter.NO);
        run();
        String carl = add("Carl", member -> member);
        world.heyLoyalty().unsubscribe(entry("carl"));
        run();
        String dagny = add("Dagny", member -> member);
        add("Emil", member -> member.with(fields -> fields.country("XK", "Kosovo")));
        String frida = add("Frida", member -> member);
        world.businessCentral().anonymise(frida);
        run();
        add("Gro", member -> member.with(fields -> fields.newsletter(Newsletter.NO)));
        world.businessCentral().change(carl, fields -> fields.lastName("Sønderby"));
        run();

        // What is still to be done: a webhook, a change that was read, and what was not read yet on both sides.
        world.heyLoyalty().edit(entry("ada"), Map.of("address", "Ærøvej 9"));
        world.bean(WebhookInbox.class)
                .store(
                        new WebhookNotice("update", entry("ada"), DemoConfiguration.LIST_ID),
                        "{\"email\":\"ada@example.dk\"}");
        world.businessCentral().change(dagny, fields -> fields.lastName("Nyström"));
        world.poll();
        clock.advance(Duration.ofMinutes(1));
        world.businessCentral().newsletter(bodil, Newsletter.YES);
        world.businessCentral().add(member("Hedda"));
        return this;
    }

    private String add(String name, java.util.function.UnaryOperator<NewMember> how) {
        String number = world.businessCentral().add(how.apply(member(name)));
        run();
        return number;
    }

    private static NewMember member(String name) {
        return NewMember.named(name, "Ærøskov", name.toLowerCase(Locale.ROOT) + "@example.dk")
                .with(fields -> fields.newsletter(Newsletter.YES))
                .membership(NewMembership.current("GOLD", DAY).withConsents(GdprApproval.ACCEPTED));
    }

    private void run() {
        clock.advance(Duration.ofMinutes(1));
        world.bean(SyncRun.class).run();
    }

    private String entry(String name) {
        return world.heyLoyalty().membersByEmail(name + "@example.dk").get(0).id();
    }
}
