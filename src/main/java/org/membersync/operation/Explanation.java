package org.membersync.operation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.membersync.decision.MemberLink;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.Ledger;

/**
 * All that we hold about one member, or about an entry of the list that is linked with nobody.
 *
 * @param memberId Business Central's id; of such an entry HeyLoyalty's
 * @param isEntry whether it is such an entry
 * @param memberNumber empty when it is not known
 * @param verdict one plain sentence without its subject
 * @param emailStatus what HeyLoyalty said of e-mails to the person
 * @param base the field values both sides last agreed on
 * @param decisions newest first
 * @param waiting open changes in either direction
 * @param parked parked work in either direction, the newest first
 * @param standstills why whole directions wait
 */
public record Explanation(
        String memberId,
        boolean isEntry,
        String memberNumber,
        String verdict,
        Optional<MemberLink> link,
        EmailStatus emailStatus,
        Optional<Map<String, FieldValue>> base,
        List<Ledger.Entry> decisions,
        List<ChangeQueue.Waiting> waiting,
        List<Failures.Failure> parked,
        List<Standstills.Standstill> standstills) {

    /** What the member is known by elsewhere: ids in both systems and e-mail addresses. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        names.add(memberId);
        link.map(MemberLink::heyLoyaltyId).ifPresent(names::add);
        base.stream()
                .flatMap(fields -> fields.values().stream())
                .map(FieldValue::text)
                .filter(text -> text.contains("@"))
                .forEach(names::add);
        return names;
    }

    /** No values, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "explanation of member " + (isEntry ? memberId : memberNumber);
    }
}
