package org.membersync.routes;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.when;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.membersync.decision.Agreement;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Told;
import org.membersync.heyloyalty.ListCache;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.ListField;
import org.membersync.mapping.MappingStore;
import org.membersync.mapping.MemberMapping;
import org.membersync.member.Member;
import org.membersync.operation.AudienceMetrics;
import org.membersync.operation.BookingMetrics;
import org.membersync.operation.SyncMetrics;
import org.membersync.operation.alerts.ActivationMail;
import org.membersync.operation.alerts.Alerts;
import org.membersync.population.PopulationReading;
import org.membersync.population.ScheduledReconciliation;
import org.membersync.state.Agreements;
import org.membersync.state.AnnouncedWrites;
import org.membersync.state.AudienceEcho;
import org.membersync.state.AudienceFeedPosition;
import org.membersync.state.AudienceFields;
import org.membersync.state.AudienceInbox;
import org.membersync.state.AudienceItems;
import org.membersync.state.AudiencePersons;
import org.membersync.state.AudienceTaking;
import org.membersync.state.BookingBatches;
import org.membersync.state.Bookings;
import org.membersync.state.BuyerOutcomes;
import org.membersync.state.Buyers;
import org.membersync.state.CallBudget;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Claims;
import org.membersync.state.ConsentSweep;
import org.membersync.state.ContactNoes;
import org.membersync.state.CreatedValues;
import org.membersync.state.Directory;
import org.membersync.state.Erasure;
import org.membersync.state.EventHints;
import org.membersync.state.Failures;
import org.membersync.state.FeedReading;
import org.membersync.state.Holds;
import org.membersync.state.InboundOutcomes;
import org.membersync.state.Instances;
import org.membersync.state.Links;
import org.membersync.state.ListChanges;
import org.membersync.state.NewMembers;
import org.membersync.state.Outcomes;
import org.membersync.state.Polls;
import org.membersync.state.Precedence;
import org.membersync.state.ReceivingLoad;
import org.membersync.state.Removals;
import org.membersync.state.Retention;
import org.membersync.state.Suppressions;
import org.membersync.state.WebhookInbox;
import org.membersync.state.WebhookNews;
import org.membersync.support.FakeServer;
import org.membersync.support.MemberBuilder;
import org.membersync.support.RouteTestProgram;
import org.membersync.sync.FailureHandling;
import org.membersync.sync.MemberSwitch;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** One route file in a Camel of its own: what it calls by {@code direct:} is a mock, its steps' beans are real or mocked. */
@CamelSpringBootTest
@SpringBootTest(
        classes = RouteTestProgram.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "membersync.members.settle-delay=0s",
            "membersync.schedules.enabled=false",
            "membersync.retry.first-delay=1ms",
            "membersync.retry.max-delay=2ms",
            "membersync.heyloyalty.list-id=1717",
            "membersync.heyloyalty.api-key=made-up-key",
            "membersync.heyloyalty.api-secret=made-up-secret",
            "membersync.business-central.company-id=b7a1f3c4-2d5e-4f60-8a91-0c3e5d7f9b21",
            "membersync.business-central.auth=basic",
            "membersync.business-central.username=sync",
            "membersync.business-central.password=made-up-password",
            "membersync.business-central.client-id=made-up-client",
            "membersync.business-central.client-secret=made-up-client-secret"
        })
abstract class RouteTestSupport {

    static final String FAILURES = ",file:routes/shared/failures.camel.yaml";
    static final String SHARED = "camel.main.routes-include-pattern=file:routes/shared/";
    static final String INBOUND = "camel.main.routes-include-pattern=file:routes/heyloyalty-to-bc/";
    static final String HEYBOOKING = "camel.main.routes-include-pattern=file:routes/heybooking/";
    static final String AUDIENCES = "camel.main.routes-include-pattern=file:routes/audiences/";
    static final String OUTBOUND = "camel.main.routes-include-pattern=file:routes/bc-to-heyloyalty/";

    static final FakeServer BUSINESS_CENTRAL = FakeServer.start();
    static final FakeServer HEYLOYALTY = FakeServer.start();
    static final Change CHANGE =
            new Change(Direction.OUTBOUND, MemberBuilder.ID, MemberBuilder.NUMBER, "feed", 1, "token", 0);

    private static final String MAPPING =
            "fields:\n  - { bc: email, heyloyalty: email }\n  - { bc: firstName, heyloyalty: firstname }\n";
    static final ListDefinition LIST = new ListDefinition(
            "1717",
            "Klub",
            "disallow",
            Map.of(
                    "email", new ListField("email", "text", Map.of()),
                    "firstname", new ListField("firstname", "text", Map.of())));

    @Autowired
    CamelContext context;

    @Autowired
    ProducerTemplate camel;

    @Autowired
    ListCache list;

    @Autowired
    MappingStore mapping;

    @MockitoBean(name = "listChanges")
    ListChanges listChanges;

    @MockitoBean(name = "inboundOutcomes")
    InboundOutcomes inboundOutcomes;

    @MockitoBean(name = "populationReading")
    PopulationReading populationReading;

    @MockitoBean(name = "reconciliation")
    ScheduledReconciliation reconciliation;

    @MockitoBean(name = "agreements")
    Agreements agreements;

    @MockitoBean(name = "eventHints")
    EventHints eventHints;

    @MockitoBean(name = "webhookNews")
    WebhookNews webhookNews;

    @MockitoBean(name = "receivingLoad")
    ReceivingLoad receivingLoad;

    @MockitoBean(name = "createdValues")
    CreatedValues createdValues;

    @MockitoBean(name = "newMembers")
    NewMembers newMembers;

    @MockitoBean(name = "announcedWrites")
    AnnouncedWrites announcedWrites;

    @MockitoBean(name = "outcomes")
    Outcomes outcomes;

    @MockitoBean(name = "feedReading")
    FeedReading feedReading;

    @MockitoBean(name = "consentSweep")
    ConsentSweep consentSweep;

    @MockitoBean(name = "syncMetrics")
    SyncMetrics syncMetrics;

    @MockitoBean(name = "claims")
    Claims claims;

    @MockitoBean(name = "instances")
    Instances instances;

    @MockitoBean(name = "businessCentralBudget")
    CallBudget budget;

    @MockitoBean(name = "changeQueue")
    ChangeQueue queue;

    @MockitoBean(name = "directory")
    Directory directory;

    @MockitoBean(name = "failures")
    Failures failures;

    @MockitoBean(name = "holds")
    Holds holds;

    @MockitoBean(name = "polls")
    Polls polls;

    @MockitoBean(name = "contactNoes")
    ContactNoes contactNoes;

    @MockitoBean(name = "alerts")
    Alerts alerts;

    @MockitoBean(name = "retention")
    Retention retention;

    @MockitoBean(name = "links")
    Links links;

    @MockitoBean(name = "webhookInbox")
    WebhookInbox webhookInbox;

    @MockitoBean(name = "erasure")
    Erasure erasure;

    @MockitoBean(name = "precedence")
    Precedence precedence;

    @MockitoBean(name = "audiencePersons")
    AudiencePersons audiencePersons;

    @MockitoBean(name = "audienceItems")
    AudienceItems audienceItems;

    @MockitoBean(name = "audienceEcho")
    AudienceEcho audienceEcho;

    @MockitoBean(name = "audienceFields")
    AudienceFields audienceFields;

    @MockitoBean(name = "audienceFeedPosition")
    AudienceFeedPosition audienceFeedPosition;

    @MockitoBean(name = "audienceTaking")
    AudienceTaking audienceTaking;

    @MockitoBean(name = "audienceInbox")
    AudienceInbox audienceInbox;

    @MockitoBean(name = "audienceMetrics")
    AudienceMetrics audienceMetrics;

    @MockitoBean(name = "activationMail")
    ActivationMail activationMail;

    @MockitoBean(name = "removals")
    Removals removals;

    @MockitoBean(name = "suppressions")
    Suppressions suppressions;

    @MockitoBean(name = "bookings")
    Bookings bookings;

    @MockitoBean(name = "bookingBatches")
    BookingBatches bookingBatches;

    @MockitoBean(name = "bookingMetrics")
    BookingMetrics bookingMetrics;

    @MockitoBean(name = "buyers")
    Buyers buyers;

    @MockitoBean(name = "buyerOutcomes")
    BuyerOutcomes buyerOutcomes;

    @MockitoBean(name = "failureHandling")
    FailureHandling failureHandling;

    @MockitoBean(name = "memberSwitch")
    MemberSwitch memberSwitch;

    @DynamicPropertySource
    static void leadToTheFakes(DynamicPropertyRegistry registry) {
        registry.add("membersync.business-central.api-url", () -> BUSINESS_CENTRAL.address() + "/api");
        registry.add("membersync.business-central.retail-api-url", () -> BUSINESS_CENTRAL.address() + "/retail");
        registry.add("membersync.business-central.token-url", () -> BUSINESS_CENTRAL.address() + "/token");
        registry.add("membersync.heyloyalty.api-url", () -> HEYLOYALTY.address() + "/loyalty/v1");
        registry.add("membersync.heybooking.api-url", () -> HEYLOYALTY.address() + "/api");
    }

    @BeforeEach
    void startAnew() {
        MockEndpoint.resetMocks(context);
        BUSINESS_CENTRAL.reset();
        HEYLOYALTY.reset();
        list.store(LIST);
        doAnswer(call -> {
                    call.getArgument(1, Runnable.class).run();
                    return null;
                })
                .when(claims)
                .whileOurs(any(), any());
        when(instances.share(anyInt())).thenAnswer(call -> call.getArgument(0));
        when(budget.take()).thenReturn(true);
        when(webhookNews.of(any(), any())).thenReturn(Told.NOTHING);
        when(precedence.admit(any(), any())).thenReturn(true);
        when(removals.admit(any(), any())).thenReturn(true);
        when(agreements.of(any(), any())).thenReturn(Agreement.NONE);
        mapping.replace(MemberMapping.parse("mappings/member.yaml", MAPPING, new HashMap<String, String>()::get));
    }

    /** The mock in the place of that route. */
    MockEndpoint route(String id) {
        return context.getEndpoint("mock:direct:" + id, MockEndpoint.class);
    }

    /** Lets the mock answer that body. */
    void answer(String id, Object body) {
        route(id).whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(body));
    }

    /** Lets the mock answer those one after the other, the last one for ever; an exception is thrown. */
    void script(String id, Object... answers) {
        AtomicInteger next = new AtomicInteger();
        route(id).whenAnyExchangeReceived(exchange -> {
            Object answer = answers[Math.min(next.getAndIncrement(), answers.length - 1)];
            if (answer instanceof Exception failure) {
                throw failure;
            }
            exchange.getMessage().setBody(answer);
        });
    }

    /** The bodies that the mock got. */
    <T> List<T> bodies(String id, Class<T> type) {
        return route(id).getReceivedExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(type))
                .toList();
    }

    /** Lets a route that a clock starts begin at {@code direct:tick}. */
    void tickByHand(String id) throws Exception {
        if (context.hasEndpoint("direct:tick") == null) {
            AdviceWith.adviceWith(context, id, advice -> advice.replaceFromWith("direct:tick"));
            context.getRouteController().startRoute(id);
        }
    }

    Exchange tick() {
        return camel.request("direct:tick", exchange -> exchange.getMessage().setBody(""));
    }

    /** The case of a member as the reading of Business Central leaves it. */
    static MemberCase read(Member member) {
        return read(member, null);
    }

    /** The same of a member with that link. */
    static MemberCase read(Member member, MemberLink link) {
        return MemberCase.of(CHANGE, false)
                .known(
                        member,
                        false,
                        member.memberships().stream().findFirst().orElse(null),
                        link,
                        java.time.Instant.parse("2024-02-29T12:00:00Z"),
                        null,
                        false);
    }
}
