package org.membersync.demo;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.membersync.member.HeyLoyaltyMember;

/** What people do on the simulated list: they subscribe, change what is kept of them, unsubscribe, and subscribe again. */
final class ListLife {

    /** The option ids of the favourite sport. */
    private static final String[] SPORTS = {"31980", "31981", "31982", "31983"};

    private final SimulatedHeyLoyalty heyLoyalty;
    private final Random random;
    private int newcomers;

    ListLife(SimulatedHeyLoyalty heyLoyalty, Random random) {
        this.heyLoyalty = heyLoyalty;
        this.random = random;
    }

    /** Lets one person do one thing; returns what it was, without personal data. */
    String step() {
        int dice = random.nextInt(100);
        String subscribed = pick(HeyLoyaltyMember::isActive);
        String left = pick(this::mayComeBack);
        if (dice >= 85 && !left.isEmpty()) {
            heyLoyalty.resubscribe(left);
            return told(left, "subscribed again");
        }
        if (dice < 20 || subscribed.isEmpty()) {
            return told(subscribe(), "subscribed");
        }
        if (dice < 45) {
            heyLoyalty.unsubscribe(subscribed);
            return told(subscribed, "unsubscribed");
        }
        return told(subscribed, edit(subscribed, dice));
    }

    private String edit(String id, int dice) {
        if (dice < 60) {
            heyLoyalty.edit(id, Map.of("address", Names.street(random)));
            return "changed the address";
        }
        if (dice < 72) {
            String[] town = Names.pick(random, Names.DANISH_TOWNS);
            heyLoyalty.edit(id, Map.of("postalcode", town[0], "city", town[1]));
            return "moved to another city";
        }
        heyLoyalty.edit(id, Map.of("favourite_sport", Names.pick(random, SPORTS)));
        return "told the favourite sport";
    }

    private String subscribe() {
        int index = 2_000_000 + newcomers++;
        String first = Names.pick(random, Names.MALE);
        String last = Names.pick(random, Names.LAST);
        return heyLoyalty.add(Map.of(
                "firstname",
                first,
                "lastname",
                last,
                "email",
                Names.email(first, last, index),
                "mobile",
                Names.phone(index)));
    }

    /** Somebody whose data were not erased, and who has not come back with another entry. */
    private boolean mayComeBack(HeyLoyaltyMember entry) {
        return !entry.isActive()
                && !heyLoyalty.isErased(entry.id())
                && heyLoyalty.membersByEmail(entry.field("email").text()).stream()
                        .noneMatch(HeyLoyaltyMember::isActive);
    }

    private String pick(Predicate<HeyLoyaltyMember> wanted) {
        List<HeyLoyaltyMember> found =
                heyLoyalty.members().stream().filter(wanted).toList();
        return found.isEmpty() ? "" : found.get(random.nextInt(found.size())).id();
    }

    private String told(String id, String what) {
        String lost = heyLoyalty.isWebhookLost(id) ? " and the webhook got lost so that only the poll can tell" : "";
        return "HeyLoyalty: member " + id + " " + what + lost;
    }
}
