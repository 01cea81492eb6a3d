package org.membersync.sync;

import java.util.Map;
import java.util.stream.Collectors;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralWrites;
import org.membersync.decision.Decision;
import org.membersync.decision.InboundCase;
import org.membersync.decision.InboundDecider;

/** The steps that decide what is written to Business Central, and write it. */
public class BusinessCentralDelivery {

    private final InboundDecider decider = new InboundDecider();
    private final BusinessCentralWrites writes = new BusinessCentralWrites();

    /** What is written, and why. */
    public Decision decide(InboundCase inbound) {
        return decider.decide(inbound);
    }

    /** Whether the decision changes the member. */
    public boolean writes(Decision decision) {
        return !decision.write().isEmpty();
    }

    /** The one call that carries the decision out: only what changes (behaviour I10); repeating it changes nothing more. */
    public BusinessCentralRequest request(InboundCase inbound, Decision decision) {
        Map<String, String> fields = decision.write().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, field -> field.getValue().text()));
        return writes.update(inbound.memberCase().member().id(), fields);
    }
}
