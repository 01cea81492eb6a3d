package org.membersync.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
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
import org.membersync.state.PlannedDirectory;

/** Sends changes down the spines as a plan, several at a time. */
class PlannedTurns {

    private final SystemCalls calls;
    private final FailureClassifier classifier;
    private final ExecutorService workers;

    PlannedTurns(SystemCalls calls, FailureClassifier classifier, ExecutorService workers) {
        this.calls = calls;
        this.classifier = classifier;
        this.workers = workers;
    }

    /** What would be done, in the order of the changes. */
    List<Planned> plan(List<Change> changes, PlannedDirectory overlay) {
        List<Future<Planned>> futures = new ArrayList<>();
        changes.forEach(change -> futures.add(workers.submit(() -> plan(change, overlay))));
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

    private Planned plan(Change change, PlannedDirectory overlay) {
        boolean inbound = change.direction() == Direction.INBOUND;
        Exchange exchange = calls.attempt(
                switch (change.direction()) {
                    case INBOUND -> "direct:sync-heyloyalty-member";
                    case BUYER -> "direct:sync-heybooking-buyer";
                    default -> "direct:sync-bc-member";
                },
                change,
                Map.of("plan", true, "directory", overlay));
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
                    decision.reasons(),
                    handsOver ? Optional.of(decision.link().heyLoyaltyId()) : Optional.empty());
        }
        return failed(number, memberCase, failure(exchange));
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
