package org.membersync.operation.routes;

import java.util.List;
import java.util.Set;

/**
 * A step that route files must not lack where they do something else, because nobody would notice until it has done harm.
 *
 * @param where how near the step must be
 * @param step what asks for it, as {@link RouteSteps} names it
 * @param needed any of these is enough
 * @param without what would happen otherwise
 * @param home the file of this release that has it
 */
record SafetyRule(Where where, String step, Set<String> needed, String without, String home) {

    enum Where {
        /** In the same route, or one that it calls or is always called by, and earlier. */
        BEFORE,
        /** In the same route, or one that it calls or is always called by. */
        BESIDE,
        /** In any file. */
        SOMEWHERE
    }

    private static final String CALL_BC = "shared/call-business-central";
    private static final String CALL_HL = "shared/call-heyloyalty";
    private static final String SPINE = "bc-to-heyloyalty/sync-bc-member";
    private static final String DELIVER_HL = "bc-to-heyloyalty/deliver-heyloyalty-member";
    private static final String DELIVER_BC = "heyloyalty-to-bc/deliver-bc-member";
    private static final String BUYER = "heybooking/deliver-heyloyalty-buyer";
    private static final String AUDIENCE = "audiences/deliver-heyloyalty-audience";
    private static final String FAILURES = "shared/failures";
    private static final String TRY = "shared/try-heyloyalty-list";
    private static final String WORK = "shared/work-due-changes";

    private static final String WORKS = "memberWork.due";
    private static final String DECIDES = "heyLoyaltyDelivery.decide";
    private static final String HANDS_OVER = "direct:deliver-heyloyalty-member";

    private static final String OVERTAKEN = "a process whose turn was taken over would write over its successor (P7)";
    private static final String UNLIMITED = "the limit of calls would not hold for all processes together";
    private static final String NOT_ELIGIBLE = "people whom a setting refuses would be on the list (P3)";
    private static final String WRITING_PLAN = "a plan would write (R3)";
    private static final String TOO_MANY = "more removals than the limit allows would be carried out (P9)";
    private static final String NO_PRECEDENCE = "a write would go out before a no that waits (P2)";
    private static final String CROSSED = "who said no while an update was under way would stay on the list (P2)";
    private static final String TWICE = "what was written without an answer could not be told from others' (L3)";
    private static final String NO_REASON = "a decision would be in no ledger (P4)";
    private static final String AS_A_MEMBER = "its changes would be taken for those of Business Central's members";

    static final List<SafetyRule> ALL = List.of(
            before("direct:send-to-heyloyalty", "writeGuard.pass", OVERTAKEN, CALL_HL),
            before("direct:send-to-heyloyalty", "callLimits.enter", UNLIMITED, CALL_HL),
            before("direct:send-to-business-central", "writeGuard.pass", OVERTAKEN, CALL_BC),
            before("direct:send-to-business-central", "callLimits.enter", UNLIMITED, CALL_BC),
            beside("callLimits.enter", "callLimits.leave", "a call that has ended would count for ever", CALL_HL),
            before(HANDS_OVER, "eligibility.lacksContactInfo", NOT_ELIGIBLE, SPINE),
            before(HANDS_OVER, "eligibility.isBlocked", NOT_ELIGIBLE, SPINE),
            before(HANDS_OVER, "eligibility.lacksNewsletter", NOT_ELIGIBLE, SPINE),
            before(HANDS_OVER, "eligibility.lacksGdprApproval", NOT_ELIGIBLE, SPINE),
            beside(DECIDES, "precedence.admit", NO_PRECEDENCE, DELIVER_HL),
            before("heyLoyaltyDelivery.announce", "precedence.admit", NO_PRECEDENCE, DELIVER_HL),
            beside(DECIDES, "removals.admit", TOO_MANY, DELIVER_HL),
            before("heyLoyaltyDelivery.announce", "removals.admit", TOO_MANY, DELIVER_HL),
            beside(DECIDES, "heyLoyaltyDelivery.announce", TWICE, DELIVER_HL),
            beside(DECIDES, "outcomes.record", NO_REASON, DELIVER_HL),
            beside(
                    DECIDES,
                    "erasure.earlierEntries",
                    "the entries that an erased person had before would stay (O7)",
                    DELIVER_HL),
            new SafetyRule(
                    Where.BEFORE,
                    "heyLoyaltyDelivery.request",
                    Set.of("heyLoyaltyDelivery.announce", "buyerDelivery.announce"),
                    TWICE,
                    DELIVER_HL),
            before("heyLoyaltyDelivery.request", RouteSteps.PLAN, WRITING_PLAN, DELIVER_HL),
            before("businessCentralDelivery.fieldsRequest", RouteSteps.PLAN, WRITING_PLAN, DELIVER_BC),
            before("businessCentralDelivery.attributesRequest", RouteSteps.PLAN, WRITING_PLAN, DELIVER_BC),
            before("memberCreation.memberRequest", RouteSteps.PLAN, WRITING_PLAN, DELIVER_BC),
            beside("businessCentralDelivery.decide", "inboundOutcomes.record", NO_REASON, DELIVER_BC),
            beside("buyerDelivery.decide", "buyerDelivery.announce", TWICE, BUYER),
            beside("buyerDelivery.decide", "buyerOutcomes.record", NO_REASON, BUYER),
            before("audienceDelivery.write", "audienceDelivery.announce", TWICE, AUDIENCE),
            beside("audienceDelivery.write", "audienceDelivery.record", TWICE, AUDIENCE),
            before("failureHandling.postpone", "direct:end-crossed-entry", CROSSED, FAILURES),
            before("failureHandling.hold", "direct:end-crossed-entry", CROSSED, FAILURES),
            before("direct:park-member", "direct:end-crossed-entry", CROSSED, FAILURES),
            beside(WORKS, "removals.review", "held removals would wait for ever, and no operator be asked (P9)", WORK),
            beside(WORKS, "heyLoyaltyList.unread", "a no would wait for a list that cannot be read (P2)", TRY),
            beside(WORKS, "memberWork.orThrow", "nobody would be told of a list that cannot be read", WORK),
            beside(WORKS, "direct:sync-heyloyalty-member", AS_A_MEMBER, WORK),
            beside(WORKS, "direct:sync-bc-membership", AS_A_MEMBER, WORK),
            beside(WORKS, "direct:sync-audience-person", AS_A_MEMBER, WORK),
            beside(WORKS, "direct:sync-heybooking-buyer", AS_A_MEMBER, WORK),
            beside(WORKS, "direct:deliver-booking-batch", AS_A_MEMBER, WORK),
            beside(WORKS, "direct:check-booking", AS_A_MEMBER, WORK),
            somewhere(
                    "heyLoyaltyCalls.sign",
                    "changes of the list's fields would go astray",
                    "shared/send-to-heyloyalty"),
            somewhere(
                    "consentSweep.step",
                    "a no that is in no feed would not be found",
                    "bc-to-heyloyalty/sweep-bc-consent"),
            somewhere(
                    "listPolling.take",
                    "a no whose webhook was lost would not be found",
                    "heyloyalty-to-bc/read-heyloyalty-changes"),
            somewhere("reconciliation.bySchedule", "whom no feed tells of would not be found", "shared/reconcile"),
            somewhere("populationReading.take", "populations could not be compared", "shared/read-population"),
            somewhere("retention.deleteOld", "people's data would be kept for ever", "shared/delete-old-rows"),
            somewhere("alerts.watch", "no operator would be told of what needs one", "shared/watch-state"));

    private static SafetyRule before(String step, String needed, String without, String home) {
        return new SafetyRule(Where.BEFORE, step, Set.of(needed), without, home);
    }

    private static SafetyRule beside(String step, String needed, String without, String home) {
        return new SafetyRule(Where.BESIDE, step, Set.of(needed), without, home);
    }

    /** Files that work on changes must have it. */
    private static SafetyRule somewhere(String needed, String without, String home) {
        return new SafetyRule(Where.SOMEWHERE, WORKS, Set.of(needed), without, home);
    }

    /** What is missing, for people. */
    String problem() {
        String missing = needed.contains(RouteSteps.PLAN)
                ? "a condition that lets no plan pass"
                : "the step " + String.join(" or ", needed.stream().sorted().toList());
        String place =
                switch (where) {
                    case BEFORE -> " before " + step;
                    case BESIDE -> " beside " + step;
                    case SOMEWHERE -> ", here or in another file";
                };
        return "Lacks " + missing + place + ": without it, " + without;
    }

    String mending() {
        return "Take it over from routes/" + home + ".camel.yaml of this release";
    }
}
