package org.membersync.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActsTest {

    private final SimulatedHeyLoyalty hl = SimulatedHeyLoyalty.start(0);
    private final Http http = SimulatedHeyLoyaltyTest.signed();
    private final String members = hl.apiUrl() + "/lists/" + DemoConfiguration.LIST_ID + "/members";
    private String id;

    @BeforeEach
    void addSomebody() {
        id = hl.add(Map.of("email", "åse@example.dk"));
    }

    @AfterEach
    void stop() {
        hl.close();
    }

    @Test
    void somebodyUnsubscribesBetweenAReadingAndAnUpdateThatReactivatesThem() {
        hl.watchConsent(email -> false);
        hl.acts().beforeNext("PATCH .*/members/" + id, () -> hl.unsubscribe(id));

        String read = http.get(members + "/" + id).body();
        assertThat(hl.acts().waiting()).isEqualTo(1);
        http.json("PATCH", members + "/" + id, "{\"city\":\"Ribe\"}");

        assertThat(read).contains("\"active\"");
        assertThat(hl.acts().waiting()).isZero();
        assertThat(hl.violations()).hasSize(1);
        assertThat(hl.member(id).orElseThrow().isActive()).isTrue();
    }

    @Test
    void anActHappensOnceBeforeTheCallWithThatNumber() {
        hl.acts().beforeCall(2, () -> hl.edit(id, Map.of("city", "Ribe")));

        assertThat(http.get(members + "/" + id).body()).doesNotContain("Ribe");
        assertThat(http.get(members + "/" + id).body()).contains("Ribe");
        hl.edit(id, Map.of("city", "Tønder"));
        assertThat(http.get(members + "/" + id).body()).contains("Tønder");
    }

    @Test
    void anActHappensThoughItsCallIsNotHandled() {
        hl.faults().next(Fault.status(503));
        hl.acts().beforeCall(1, () -> hl.unsubscribe(id));

        assertThat(http.get(members + "/" + id).status()).isEqualTo(503);

        assertThat(hl.member(id).orElseThrow().isActive()).isFalse();
    }
}
