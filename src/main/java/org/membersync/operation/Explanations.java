package org.membersync.operation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberLink;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.operation.MemberSearch.Found;
import org.membersync.state.BaseStore;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Directory;
import org.membersync.state.Failures;
import org.membersync.state.Failures.Failure;
import org.membersync.state.Ledger;
import org.membersync.state.Links;
import org.membersync.state.Suppressions;

/** Answers: why is this member (not) in HeyLoyalty? */
public class Explanations {

    private static final int DECISIONS = 10;

    private final MemberSearch search;
    private final Directory directory;
    private final Links links;
    private final BaseStore bases;
    private final Ledger ledger;
    private final ChangeQueue queue;
    private final Failures failures;
    private final Standstills standstills;
    private final Suppressions suppressions;
    private final UndecidedMembers undecided;

    Explanations(
            MemberSearch search,
            Directory directory,
            Links links,
            BaseStore bases,
            Ledger ledger,
            ChangeQueue queue,
            Failures failures,
            Standstills standstills,
            Suppressions suppressions,
            UndecidedMembers undecided) {
        this.search = search;
        this.directory = directory;
        this.links = links;
        this.bases = bases;
        this.ledger = ledger;
        this.queue = queue;
        this.failures = failures;
        this.standstills = standstills;
        this.suppressions = suppressions;
        this.undecided = undecided;
    }

    /**
     * What is known of the members that are meant; empty when there is none.
     *
     * @param member a member number, a Business Central id, a HeyLoyalty id or an e-mail address
     */
    public List<Explanation> of(String member) {
        return search.find(member).stream().map(this::explain).toList();
    }

    private Explanation explain(Found found) {
        String id = found.id();
        Optional<MemberLink> link = links.find(id);
        List<Ledger.Entry> decisions = ledger.latest(id, DECISIONS);
        // The reverse direction's work is kept under the id in HeyLoyalty.
        List<String> names = Stream.concat(Stream.of(id), link.map(MemberLink::heyLoyaltyId).stream())
                .toList();
        List<ChangeQueue.Waiting> waiting =
                names.stream().flatMap(name -> queue.find(name).stream()).toList();
        List<Failure> parked = names.stream()
                .flatMap(name -> failures.ofMember(name).stream())
                .filter(failure -> failure.status().equals("open"))
                .sorted(Comparator.comparing(Failure::id).reversed())
                .toList();
        String number = directory
                .member(id)
                .map(Directory.KnownMember::number)
                .or(() -> link.map(MemberLink::memberNumber))
                .or(() -> decisions.stream().map(Ledger.Entry::memberNumber).findFirst())
                .orElse("");
        boolean isEntry = found.isEntry()
                || number.isEmpty() && isOfHeyLoyalty(id, decisions, waiting, parked) && !suppressions.isSuppressed(id);
        return new Explanation(
                id,
                isEntry,
                number,
                isEntry ? verdictOnEntry(decisions, waiting, parked) : verdict(id, link, decisions, waiting, parked),
                link,
                links.emailStatus(id),
                bases.find(id),
                decisions,
                waiting,
                parked,
                standstills.now());
    }

    /** Whether the id names an entry of the list: its work goes to Business Central, and its decisions are told of itself. */
    private static boolean isOfHeyLoyalty(
            String id, List<Ledger.Entry> decisions, List<ChangeQueue.Waiting> waiting, List<Failure> parked) {
        return waiting.stream().anyMatch(change -> change.direction() == Direction.INBOUND)
                || parked.stream().anyMatch(failure -> failure.direction() == Direction.INBOUND)
                || decisions.stream().anyMatch(entry -> id.equals(entry.heyLoyaltyId()));
    }

    private static String verdictOnEntry(
            List<Ledger.Entry> decisions, List<ChangeQueue.Waiting> waiting, List<Failure> parked) {
        String because;
        if (!parked.isEmpty()) {
            because = "the turn is parked: " + parked.get(0).message();
        } else if (!waiting.isEmpty()) {
            because = "the change still waits for its turn";
        } else {
            because = decisions.stream()
                    .filter(entry -> !entry.outcome().equals("PARKED"))
                    .findFirst()
                    .map(Ledger.Entry::reasons)
                    .orElse("no change of the entry was seen yet");
        }
        return "is linked with nobody in Business Central because " + because;
    }

    private String verdict(
            String id,
            Optional<MemberLink> link,
            List<Ledger.Entry> decisions,
            List<ChangeQueue.Waiting> waiting,
            List<Failure> parked) {
        if (suppressions.isSuppressed(id)) {
            return "is not on the list because Business Central deleted or anonymised the member";
        }
        String because = decisions.stream()
                .filter(entry -> !entry.outcome().equals("PARKED"))
                .findFirst()
                .map(entry -> " because " + entry.reasons())
                .orElse("");
        if (link.isPresent() && link.get().status() == MemberLink.Status.ACTIVE) {
            return "is on the list" + (because.isEmpty() ? UndecidedMembers.LINKED : because);
        }
        if (link.isPresent() && link.get().isUnsubscribed()) {
            boolean byPerson = link.get().unsubscribedBy() == UnsubscribedBy.HEYLOYALTY;
            return "is on the list as unsubscribed" + (byPerson ? " (in HeyLoyalty itself)" : "") + because;
        }
        if (!because.isEmpty()) {
            return "is not on the list" + because;
        }
        Optional<Failure> delivery = parked.stream()
                .filter(failure -> failure.direction() == Direction.OUTBOUND)
                .findFirst();
        if (delivery.isPresent()) {
            return "is not on the list because the delivery is parked: "
                    + delivery.get().message();
        }
        return waiting.stream().anyMatch(change -> change.direction() == Direction.OUTBOUND)
                ? "is not on the list because the change still waits for its turn"
                : undecided.verdict(id);
    }
}
