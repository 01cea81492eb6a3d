package org.membersync.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.membersync.member.HeyLoyaltyMember;

/** What the simulated CDP finds out about people on the list. */
final class CdpLife {

    static final String ART_LOVERS = "5d822e81";
    static final String LEAVING = "61aa04f2";
    static final String VISITS = "visits";

    private final SimulatedCdp cdp;
    private final SimulatedHeyLoyalty heyLoyalty;
    private final Random random;

    CdpLife(SimulatedCdp cdp, SimulatedHeyLoyalty heyLoyalty, Random random) {
        this.cdp = cdp;
        this.heyLoyalty = heyLoyalty;
        this.random = random;
    }

    /** One person enters or leaves an audience, or is found to visit more often; returns what it was, without personal data. */
    String step() {
        List<HeyLoyaltyMember> active = new ArrayList<>(heyLoyalty.members());
        active.removeIf(entry -> !entry.isActive());
        if (active.isEmpty()) {
            return "CDP: nobody is on the list";
        }
        HeyLoyaltyMember entry = active.get(random.nextInt(active.size()));
        String email = entry.field("email").text();
        int dice = random.nextInt(100);
        if (dice < 25) {
            cdp.attribute(VISITS, email, String.valueOf(1 + random.nextInt(12)));
            return "CDP: somebody on the list (" + entry.id() + ") visits more or less often";
        }
        String audience = dice < 65 ? ART_LOVERS : LEAVING;
        String name = audience.equals(ART_LOVERS) ? "Art lovers" : "About to leave";
        boolean leaves = random.nextInt(3) == 0 && !cdp.persons(audience).isEmpty();
        if (leaves) {
            List<String> persons = List.copyOf(cdp.persons(audience));
            cdp.leave(audience, persons.get(random.nextInt(persons.size())));
            return "CDP: somebody left the audience " + name;
        }
        cdp.enter(audience, email);
        return "CDP: somebody on the list (" + entry.id() + ") entered the audience " + name;
    }
}
