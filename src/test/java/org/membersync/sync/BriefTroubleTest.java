package org.membersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.membersync.failure.AccessException;
import org.membersync.failure.FailureClassifier;
import org.membersync.failure.OvertakenException;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SystemUnavailableException;
import org.membersync.failure.TransientException;

class BriefTroubleTest {

    private final BriefTrouble brief =
            new BriefTrouble(new FailureClassifier(Set.of(UnsupportedOperationException.class)));

    @Test
    void waitsInPlaceForWhatAMomentCanCure() {
        assertThat(brief.isBrief(new IOException("reset"))).isTrue();
        assertThat(brief.isBrief(new TransientException("malformed-answer", "cut", null)))
                .isTrue();
        assertThat(brief.isBrief(busyFor(Duration.ofSeconds(5)))).isTrue();
        assertThat(brief.isBrief(new RuntimeException(new IOException("reset"))))
                .isTrue();
    }

    @Test
    void leavesTheWorkerToOthersWhenItTakesLonger() {
        assertThat(brief.isBrief(busyFor(Duration.ofSeconds(6)))).isFalse();
        assertThat(brief.isBrief(new UnsupportedOperationException("shielded"))).isFalse();
        assertThat(brief.isBrief(new OvertakenException("somebody else's"))).isFalse();
        assertThat(brief.isBrief(new PermanentException("unmapped-value", "no")))
                .isFalse();
        assertThat(brief.isBrief(new AccessException("wrong-key", "no"))).isFalse();
        assertThat(brief.isBrief(new IllegalStateException("a defect"))).isFalse();
    }

    @Test
    void makesTheNextTryWaitAsLongAsAskedAndForgetsItAfterwards() {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, busyFor(Duration.ofSeconds(3)));
        brief.process(exchange);
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(3000L);

        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IOException("reset"));
        brief.process(exchange);
        assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isNull();
    }

    private static SystemUnavailableException busyFor(Duration wait) {
        return new SystemUnavailableException("busy", "busy", wait);
    }
}
