package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.membersync.support.World;

/** Camel ignores a setting that it does not know without a word, so each that matters is looked up where it must have arrived. */
class CamelSettingsTest {

    private static World world;
    private static CamelContext camel;

    @BeforeAll
    static void startWorld() {
        world = World.empty().start();
        camel = world.bean(CamelContext.class);
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    @Test
    void callsHaveShortTimeouts() {
        HttpComponent http = camel.getComponent("http", HttpComponent.class);

        assertThat(http.getConnectTimeout()).isEqualTo(5_000);
        assertThat(http.getResponseTimeout()).isEqualTo(30_000);
        assertThat(http.getConnectionRequestTimeout()).isEqualTo(30_000);
        assertThat(http.getConnectionsPerRoute()).isEqualTo(20);
        assertThat(http.getMaxTotalConnections()).isEqualTo(50);
        assertThat(http.getHttpClientConfigurer())
                .as("nothing is repeated unseen")
                .isNotNull();
    }

    @Test
    void aStopWaitsForWhatIsInHand() {
        assertThat(camel.getShutdownStrategy().getTimeout()).isEqualTo(30);
        assertThat(camel.getShutdownStrategy().getTimeUnit()).isEqualTo(TimeUnit.SECONDS);
    }

    @Test
    void bodiesAreNeitherTracedNorDebugged() {
        assertThat(camel.isBacklogTracing()).isFalse();
        assertThat(camel.isBacklogTracingStandby()).isFalse();
        assertThat(camel.isDebugging()).isFalse();
        assertThat(camel.isTracing()).isFalse();
    }
}
