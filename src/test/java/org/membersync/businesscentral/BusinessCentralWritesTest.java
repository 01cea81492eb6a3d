package org.membersync.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;

class BusinessCentralWritesTest {

    private final BusinessCentralWrites writes = new BusinessCentralWrites();
    private final CreatedIds created = new CreatedIds();

    @Test
    void patchesOnlyTheGivenFields() {
        BusinessCentralRequest request =
                writes.update("a1", Map.of("firstName", "Åse", "city", "", "countryCode", "DK"));

        assertThat(request.front()).isEqualTo(Front.RETAIL);
        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.path()).isEqualTo("/membership/member/a1");
        assertThat(request.body()).isEqualTo("{\"member\":{\"city\":\"\",\"country\":\"DK\",\"firstName\":\"Åse\"}}");
        assertThat(request.headers()).containsEntry("Content-Type", "application/json");
        assertThat(request.toString()).isEqualTo("PATCH member a1");
    }

    @Test
    void setsAttributesByCode() {
        BusinessCentralRequest request = writes.attributes("a1", Map.of("SPORT", "FOOTBALL"));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/membership/member/a1/attributes");
        assertThat(request.body()).isEqualTo("{\"attributes\":[{\"code\":\"SPORT\",\"value\":\"FOOTBALL\"}]}");
    }

    @Test
    void makesMembershipAndThenItsMember() {
        BusinessCentralRequest membership = writes.createMembership("MM-GOLD", LocalDate.of(2026, 3, 1), "HL-1");
        BusinessCentralRequest member = writes.addMember("s1", Map.of("gdprConsent", "accepted"));

        assertThat(membership.path()).isEqualTo("/membership");
        assertThat(membership.body())
                .isEqualTo("{\"itemNumber\":\"MM-GOLD\",\"activationDate\":\"2026-03-01\",\"documentNo\":\"HL-1\"}");
        assertThat(member.path()).isEqualTo("/membership/s1/addMember");
        assertThat(member.body()).isEqualTo("{\"member\":{\"gdprConsent\":\"accepted\"}}");
    }

    @Test
    void readsIdsOfWhatWasMade() {
        assertThat(created.membershipId(
                        Json.read("{\"membership\":{\"membershipId\":\"S-1\"}}").orElseThrow()))
                .isEqualTo("s-1");
        var member = Json.read("{\"member\":{\"memberId\":\"A-1\",\"memberNumber\":\"M1\"}}")
                .orElseThrow();
        assertThat(created.memberId(member)).isEqualTo("a-1");
        assertThat(created.memberNumber(member)).isEqualTo("M1");
    }

    @Test
    void warnsThatALostIdMayBelongToSomethingMade() {
        assertThatThrownBy(() -> created.memberId(Json.object()))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("look for it before it is made again");
    }
}
