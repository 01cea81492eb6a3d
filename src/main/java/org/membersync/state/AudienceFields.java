package org.membersync.state;

import java.util.List;
import java.util.Map;
import org.membersync.mapping.FieldPlan;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what is known of the fields of audiences. */
public class AudienceFields {

    private final TransactionTemplate transaction;
    private final AudienceItems items;
    private final AudienceTruth truth;
    private final AudienceTaking taking;

    AudienceFields(TransactionTemplate transaction, AudienceItems items, AudienceTruth truth, AudienceTaking taking) {
        this.transaction = transaction;
        this.items = items;
        this.truth = truth;
        this.taking = taking;
    }

    /** Notes which items the files activate. */
    public void activate() {
        taking.activate();
    }

    /** Notes which fields are ours, and what stands in the way of the others. */
    public void planned(String list, List<FieldPlan.Wanted> wanted, FieldPlan plan, Map<String, String> findings) {
        transaction.executeWithoutResult(status -> wanted.forEach(one -> {
            String key = one.item().key();
            items.planned(list, key, plan.owned().contains(key), findings.getOrDefault(key, ""));
        }));
    }

    /** The options of an item are new: everybody's value is written again. */
    public void writeAgain(String list, String item) {
        transaction.executeWithoutResult(status -> truth.queueAll(list, item, "field"));
    }
}
