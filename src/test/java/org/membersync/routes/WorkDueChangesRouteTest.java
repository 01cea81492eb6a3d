package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.when;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.failure.AccessException;
import org.membersync.state.DueChanges;
import org.mockito.Mockito;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.SHARED + "work-due-changes.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip(
        "direct:(try-heyloyalty-list|sync-heyloyalty-member|sync-bc-member|sync-bc-membership|sync-heybooking-buyer|deliver-booking-batch|check-booking)")
class WorkDueChangesRouteTest extends RouteTestSupport {

    @Test
    void asksNothingOfHeyLoyaltyWhileNothingIsDue() {
        work();

        assertThat(route("try-heyloyalty-list").getReceivedCounter()).isZero();
    }

    @Test
    void givesEachMemberATurnThoughOneFails() {
        due(IntStream.range(0, 20)
                .mapToObj(number -> change(Direction.OUTBOUND, number))
                .toList());
        route("sync-bc-member").whenAnyExchangeReceived(exchange -> {
            if (exchange.getMessage().getBody(Change.class).memberId().equals("m3")) {
                throw new IllegalStateException("a failure that nobody owns");
            }
        });

        work();

        assertThat(bodies("sync-bc-member", Change.class))
                .extracting(Change::memberId)
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void resolvesMembershipsToTheirMembers() {
        due(List.of(change(Direction.MEMBERSHIP, 1), change(Direction.OUTBOUND, 2)));

        work();

        assertThat(bodies("sync-bc-membership", Change.class))
                .extracting(Change::memberId)
                .containsExactly("m1");
        assertThat(bodies("sync-bc-member", Change.class))
                .extracting(Change::memberId)
                .containsExactly("m2");
    }

    @Test
    void givesBuyersBatchesAndParkedBookingsTheirOwnTurns() {
        due(List.of(change(Direction.BUYER, 1), change(Direction.BATCH, 2), change(Direction.BOOKING, 3)));

        work();

        assertThat(bodies("sync-heybooking-buyer", Change.class)).hasSize(1);
        assertThat(bodies("deliver-booking-batch", Change.class)).hasSize(1);
        assertThat(bodies("check-booking", Change.class)).hasSize(1);
        assertThat(route("sync-bc-member").getReceivedCounter()).isZero();
    }

    @Test
    void whatPeopleSaidInHeyLoyaltyHasItsTurnThoughTheListCannotBeRead() {
        due(List.of(change(Direction.INBOUND, 1)));
        listFails();

        Exchange worked = work();

        assertThat(bodies("sync-heyloyalty-member", Change.class)).hasSize(1);
        Mockito.verify(queue).due(true, EnumSet.of(Direction.INBOUND, Direction.BATCH));
        assertThat(worked.getException()).as("it is told").hasMessage("mend the key");
        Mockito.verify(holds, Mockito.never()).mended();
    }

    @Test
    void whateverIsDueHasItsTurnOnceTheListIsRead() {
        due(List.of(change(Direction.OUTBOUND, 1)));
        listFails();
        work();
        route("try-heyloyalty-list").whenAnyExchangeReceived(exchange -> list.store(LIST));
        due(List.of(change(Direction.OUTBOUND, 1)));

        Exchange worked = work();

        assertThat(worked.getException()).isNull();
        Mockito.verify(queue).due(true, EnumSet.allOf(Direction.class));
        Mockito.verify(holds).mended();
    }

    private void listFails() {
        route("try-heyloyalty-list").whenAnyExchangeReceived(exchange -> {
            list.unread();
            exchange.setVariable("listFailure", new AccessException("access", "mend the key"));
        });
    }

    private void due(List<Change> changes) {
        DueChanges due = Mockito.mock(DueChanges.class);
        var all = changes.iterator();
        when(due.hasNext()).thenAnswer(asked -> all.hasNext());
        when(due.next()).thenAnswer(asked -> all.next());
        when(due.until(Mockito.any())).thenReturn(due);
        when(due.paced(Mockito.any())).thenReturn(due);
        when(queue.isDue(anyBoolean())).thenReturn(true);
        when(queue.due(anyBoolean(), Mockito.any())).thenReturn(due);
    }

    private static Change change(Direction direction, int number) {
        return new Change(direction, "m" + number, "", "feed", 1, "token", 0);
    }

    private Exchange work() {
        return camel.request(
                "direct:work-due-changes", exchange -> exchange.getMessage().setBody(""));
    }
}
