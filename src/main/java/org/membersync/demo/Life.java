package org.membersync.demo;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.membersync.member.GdprApproval;
import org.membersync.member.Member;
import org.membersync.member.Membership;
import org.membersync.member.Newsletter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets things happen in both simulated systems: one random change at a time, told in one log line. */
public final class Life implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Life.class);
    private static final String[] SPORTS = {"FOOTBALL", "HANDBALL", "BADMINTON", "SWIMMING"};

    private final SimulatedBusinessCentral businessCentral;
    private final ListLife list;
    private final CdpLife cdp;
    private final Random random;
    private ScheduledExecutorService clock;
    private int newcomers;

    /** @param seed the same seed makes the same choices, as long as nobody else changes anything */
    public Life(SimulatedBusinessCentral businessCentral, SimulatedHeyLoyalty heyLoyalty, long seed) {
        this(businessCentral, heyLoyalty, null, seed);
    }

    /** @param cdp null for none */
    Life(SimulatedBusinessCentral businessCentral, SimulatedHeyLoyalty heyLoyalty, SimulatedCdp cdp, long seed) {
        this.businessCentral = businessCentral;
        this.random = new Random(seed);
        this.list = new ListLife(heyLoyalty, random);
        this.cdp = cdp == null ? null : new CdpLife(cdp, heyLoyalty, new Random(seed));
    }

    /** Makes one change at each interval; does nothing when it runs already. */
    public synchronized void start(Duration interval) {
        if (clock == null) {
            clock = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "demo-life");
                thread.setDaemon(true);
                return thread;
            });
            clock.scheduleAtFixedRate(this::tick, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        try {
            step();
        } catch (RuntimeException e) {
            // A scheduled task that throws would never run again.
            LOG.error("The demo could not make a change", e);
        }
    }

    /** Makes one change now; returns what happened, without personal data. */
    public synchronized String step() {
        String happened = random.nextInt(10) < 4 ? list.step() : changeBusinessCentral();
        LOG.info("{}", happened);
        if (cdp != null) {
            LOG.info("{}", cdp.step());
        }
        return happened;
    }

    private String changeBusinessCentral() {
        Optional<Member> picked = pickMember();
        int dice = random.nextInt(100);
        if (picked.isEmpty() || dice < 10) {
            return "Business Central: member " + newMember() + " joined";
        }
        Member member = picked.get();
        return "Business Central: member " + member.number() + " " + change(member, dice);
    }

    /** A member that is not anonymised. */
    private Optional<Member> pickMember() {
        List<String> numbers = businessCentral.memberNumbers();
        for (int i = 0; i < 20 && !numbers.isEmpty(); i++) {
            Optional<Member> member = businessCentral.member(numbers.get(random.nextInt(numbers.size())));
            if (member.filter(one -> !one.firstName().startsWith("---")).isPresent()) {
                return member;
            }
        }
        return Optional.empty();
    }

    private String change(Member member, int dice) {
        String number = member.number();
        if (dice < 35) {
            String[] town = Names.pick(random, Names.DANISH_TOWNS);
            businessCentral.change(
                    number,
                    edit -> edit.address(Names.street(random)).postCode(town[0]).city(town[1]));
            return "moved to another address";
        } else if (dice < 55) {
            boolean wants = member.newsletter() != Newsletter.YES;
            businessCentral.newsletter(number, wants ? Newsletter.YES : Newsletter.NO);
            return wants ? "wants the newsletter" : "does not want the newsletter any more";
        } else if (dice < 62) {
            businessCentral.block(number, !member.blocked());
            return member.blocked() ? "was unblocked" : "was blocked";
        } else if (dice < 72) {
            GdprApproval approval = random.nextBoolean() ? GdprApproval.ACCEPTED : GdprApproval.REJECTED;
            businessCentral.consent(number, approval);
            return "has the GDPR approval " + approval + " now";
        } else if (dice < 88) {
            businessCentral.attribute(number, "SPORT", Names.pick(random, SPORTS));
            return "told the favourite sport";
        } else if (dice < 98 && !member.memberships().isEmpty()) {
            renew(member.memberships().get(member.memberships().size() - 1));
            return "renewed a membership";
        }
        businessCentral.anonymise(number);
        return "was anonymised";
    }

    private void renew(Membership membership) {
        LocalDate today = LocalDate.now(businessCentral.options().clock());
        boolean runs =
                membership.validUntil() != null && membership.validUntil().getYear() < 9999;
        LocalDate from = runs ? membership.validUntil().plusDays(1) : today;
        businessCentral.renew(
                membership.number(),
                "MM-" + membership.code(),
                from,
                from.plusYears(1).minusDays(1));
    }

    private String newMember() {
        int index = 1_000_000 + newcomers++;
        String first = Names.pick(random, Names.FEMALE);
        String last = Names.pick(random, Names.LAST);
        return businessCentral.add(NewMember.named(first, last, Names.email(first, last, index))
                .with(edit -> edit.phoneNo(Names.phone(index))
                        .address(Names.street(random))
                        .postCode("8000")
                        .city("Aarhus C"))
                .membership(NewMembership.current(
                        random.nextBoolean() ? "GOLD" : "SILVER",
                        LocalDate.now(businessCentral.options().clock()))));
    }

    /** No more changes from now on; it can be started again. */
    public synchronized void stop() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
