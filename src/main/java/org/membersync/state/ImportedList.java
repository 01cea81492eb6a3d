package org.membersync.state;

import java.util.List;
import java.util.Optional;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberLink;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes over what an export of the list says. Nobody is linked by it alone: an entry that is not linked yet, or whose no is
 * not known yet, gets a turn that reads it and Business Central, and decides by the rules of the reverse direction.
 */
public class ImportedList {

    /** Of the changes that an import queues; nobody is made a member by one. */
    public static final String SOURCE = "import";

    private final TransactionTemplate transaction;
    private final Links links;
    private final Suppressions suppressions;
    private final ContactNoes noes;
    private final ChangeQueue queue;

    ImportedList(
            TransactionTemplate transaction,
            Links links,
            Suppressions suppressions,
            ContactNoes noes,
            ChangeQueue queue) {
        this.transaction = transaction;
        this.links = links;
        this.suppressions = suppressions;
        this.noes = noes;
        this.queue = queue;
    }

    /**
     * What became of the entries.
     *
     * @param queued how many get a turn
     * @param known how many told nothing new
     */
    public record Taken(long queued, long known) {}

    /** Takes the entries over, all or none; taking them twice changes nothing. */
    public Taken take(List<ImportedEntry> entries) {
        return Collisions.outlive(() -> transaction.execute(status -> {
            long queued = 0;
            long known = 0;
            for (ImportedEntry entry : entries) {
                if (entry.isUnsubscribed()) {
                    noes.add(entry);
                }
                if (isNews(entry)) {
                    queue.readAgain(Direction.INBOUND, entry.heyLoyaltyId(), SOURCE);
                    queued++;
                } else {
                    known++;
                }
            }
            return new Taken(queued, known);
        }));
    }

    private boolean isNews(ImportedEntry entry) {
        if (entry.heyLoyaltyId().isEmpty() || suppressions.isEntrySuppressed(entry.heyLoyaltyId())) {
            return false;
        }
        Optional<MemberLink> link = links.findByHeyLoyaltyId(entry.heyLoyaltyId());
        return link.isEmpty() || entry.isUnsubscribed() && !link.get().isUnsubscribed();
    }
}
