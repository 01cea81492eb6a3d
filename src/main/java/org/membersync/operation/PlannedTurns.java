package org.membersync.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.membersync.audience.AudienceCase;
import org.membersync.audience.AudienceDelivery;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.InboundCase;
import org.membersync.decision.MemberCase;
import org.membersync.decision.Reason;
import org.membersync.failure.FailureClassifier;
import org.membersync.failure.FailureKind;
import org.membersync.failure.TransientException;
import org.membersync.operation.PlanRun.Planned;

/** Sends changes down the spines as a plan, several at a time. */
class PlannedTurns {

    private final SystemCalls calls;
    private final FailureClassifier classifier;
    private final AudienceDelivery delivery;
    private final ExecutorService workers;

    PlannedTurns(SystemCalls calls, FailureClassifier classifier, AudienceDelivery delivery, ExecutorService workers) {
        this.calls = calls;
        this.classifier = classifier;
        this.delivery = delivery;
        this.workers = workers;
    }

    /** What would be done, in the order of the changes. @param reckoned what is reckoned with beyond our own state */
    List<Planned> plan(List<Change> changes, Map<String, Object> reckoned) {
        List<Future<Planned>> futures = new ArrayList<>();
        changes.forEach(change -> futures.add(workers.submit(() -> plan(change, reckoned))));
        List<Planned> planned = new ArrayList<>();
        try {
            for (Future<Planned> future : futures) {
                planned.add(future.get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("A plan's turn failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException("interrupted", "The plan was interrupted: nothing was written", e);
        } finally {
            futures.forEach(future -> future.cancel(false));
        }
        return planned;
    }

    private Planned plan(Change change, Map<String, Object> reckoned) {
        Map<String, Object> variables = new HashMap<>(reckoned);
        variables.put("plan", true);
        boolean inbound = change.direction() == Direction.INBOUND;
        Exchange exchange = calls.attempt(
                switch (change.direction()) {
                    case INBOUND -> "direct:sync-heyloyalty-member";
                    case BUYER -> "direct:sync-heybooking-buyer";
                    case AUDIENCE -> "direct:sync-audience-person";
                    default -> "direct:sync-bc-member";
                },
                change,
                variables);
        if (change.direction() == Direction.AUDIENCE) {
            return audience(change, exchange);
        }
        Decision decision = exchange.getVariable("decision", Decision.class);
        MemberCase memberCase = memberCase(exchange, inbound);
        String number = memberCase == null || memberCase.member() == null
                ? change.shownMember()
                : memberCase.member().number();
        if (decision != null && exchange.getException() == null) {
            boolean handsOver = !inbound && decision.settlement().otherDirectionDue();
            return new Planned(
                    number,
                    decision.heyLoyaltyId(),
                    decision.outcome().name(),
                    decision.write(),
                    Map.of(),
                    decision.reasons(),
                    handsOver ? Optional.of(decision.link().heyLoyaltyId()) : Optional.empty());
        }
        return failed(number, memberCase, failure(exchange));
    }

    private Planned audience(Change change, Exchange exchange) {
        AudienceCase audience = exchange.getVariable("audience", AudienceCase.class);
        boolean read = audience != null && !audience.isOpen() && exchange.getException() == null;
        if (!read) {
            return failed(change.memberId(), null, failure(exchange));
        }
        List<Reason> reasons = audience.refused() == null
                ? List.of()
                : List.of(new Reason(
                        audience.refused().reason(), audience.refused().getMessage()));
        return new Planned(
                change.memberId(),
                audience.entryId(),
                "AUDIENCE_"
                        + delivery.outcome(audience).toUpperCase(Locale.ROOT).replace('-', '_'),
                audience.written(),
                audience.held(),
                reasons,
                Optional.empty());
    }

    private static MemberCase memberCase(Exchange exchange, boolean inbound) {
        if (!inbound) {
            return exchange.getVariable("memberCase", MemberCase.class);
        }
        InboundCase known = exchange.getVariable("inbound", InboundCase.class);
        return known == null ? null : known.memberCase();
    }

    private Planned failed(String number, MemberCase memberCase, Exception failure) {
        FailureKind kind = classifier.kind(failure);
        if (kind == FailureKind.ACCESS && failure instanceof RuntimeException access) {
            // The whole direction would be held: a plan of every member would say so a thousand times.
            throw access;
        }
        String id = memberCase == null || memberCase.link() == null
                ? null
                : memberCase.link().heyLoyaltyId();
        return new Planned(
                number,
                id,
                kind == FailureKind.TRANSIENT ? "RETRIED" : "PARKED",
                Map.of(),
                Map.of(),
                List.of(new Reason(classifier.reason(failure), classifier.describe(failure))),
                Optional.empty());
    }

    private static Exception failure(Exchange exchange) {
        Exception caught = exchange.getException() == null
                ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                : exchange.getException();
        return caught == null ? new IllegalStateException("The route decided nothing") : caught;
    }
}
