package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.verify;

import java.util.List;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.audience.AudienceLists;
import org.membersync.failure.TransientException;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.http.Json;
import org.membersync.mapping.Activation;
import org.membersync.mapping.ActivationItem;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.Activations;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            RouteTestSupport.AUDIENCES + "prepare-audience-lists.camel.yaml" + RouteTestSupport.FAILURES,
            "membersync.audiences.lists.club.list-id=99",
            "membersync.audiences.lists.club.api-key=made-up-club-key",
            "membersync.audiences.lists.club.api-secret=made-up-club-secret"
        })
@MockEndpointsAndSkip("direct:call-heyloyalty")
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_CLASS)
class PrepareAudienceListsRouteTest extends RouteTestSupport {

    private static final Object BARE = list("");
    private static final Object MADE =
            list("\"cdp_cats\":{\"name\":\"cdp_cats\",\"format\":\"choice\",\"label\":\"Cats\","
                    + "\"options\":{\"1\":\"In\",\"2\":\"Out\"}}");

    @Autowired
    private ActivationStore activations;

    @Autowired
    private AudienceLists lists;

    @BeforeEach
    void lookAnew() {
        lists.forget();
    }

    @Test
    void makesMissingFieldsLooksWhetherTheyAreThereAndAsksNoMoreThen() {
        activate("");
        script("call-heyloyalty", BARE, "", MADE);

        prepare();

        List<HeyLoyaltyRequest> asked = bodies("call-heyloyalty", HeyLoyaltyRequest.class);
        assertThat(asked).extracting(HeyLoyaltyRequest::method).containsExactly("GET", "PATCH", "GET");
        assertThat(asked.get(1).body()).contains("\"name\":\"cdp_cats\"", "\"label\":\"In\"");
        verify(audienceFields, atLeastOnce()).planned(eq(""), anyList(), any(), anyMap());
        prepare();
        assertThat(route("call-heyloyalty").getReceivedCounter()).isEqualTo(3);
    }

    @Test
    void changesNothingOfAListThatHasItsFields() {
        activate("");
        script("call-heyloyalty", MADE);

        prepare();

        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class))
                .extracting(HeyLoyaltyRequest::method)
                .containsExactly("GET");
    }

    @Test
    void aListThatCannotBeReadStopsNoOther() {
        activate("", "club");
        script("call-heyloyalty", new TransientException("heyloyalty-unavailable", "busy", null), MADE);

        prepare();

        List<HeyLoyaltyRequest> asked = bodies("call-heyloyalty", HeyLoyaltyRequest.class);
        assertThat(asked).extracting(HeyLoyaltyRequest::path).containsExactly("/lists/1717", "/lists/99");
        assertThat(asked).extracting(HeyLoyaltyRequest::account).containsExactly("", "club");
        assertThat(lists.trouble("")).isEqualTo("busy");
        assertThat(lists.trouble("club")).isEmpty();
    }

    private void activate(String... names) {
        ActivationItem cats =
                new ActivationItem(ActivationItem.Kind.AUDIENCE, "c", "Cats", "cdp_cats", "", "In", "Out", "choice", 1);
        activations.replace(new Activations(java.util.stream.Stream.of(names)
                .map(list -> new Activation("club.yaml", "Club " + list, "", list, "", List.of(cats)))
                .toList()));
    }

    private void prepare() {
        camel.sendBody("direct:prepare-audience-lists", "");
    }

    private static Object list(String fields) {
        return Json.read("{\"id\":1717,\"fields\":{" + fields + "}}").orElseThrow();
    }
}
