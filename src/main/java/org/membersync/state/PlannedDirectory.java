package org.membersync.state;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.membersync.businesscentral.FeedRow;
import org.membersync.businesscentral.FeedRow.MemberRow;
import org.membersync.businesscentral.FeedRow.MembershipEntryRow;
import org.membersync.businesscentral.FeedRow.MembershipRow;
import org.membersync.mapping.PhoneNumbers;

/** What a plan learns, in memory over what is recorded: nothing of it reaches the database (behaviour R3). */
public class PlannedDirectory implements Directory {

    private final Directory recorded;
    private final Clock clock;
    private final Map<String, KnownMember> members = new ConcurrentHashMap<>();
    private final Map<String, String> phoneEndings = new ConcurrentHashMap<>();
    private final Map<Integer, String> memberIds = new ConcurrentHashMap<>();
    private final Map<Integer, String> membershipIds = new ConcurrentHashMap<>();
    private final Map<String, Map<String, KnownEntry>> entries = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> roles = new ConcurrentHashMap<>();

    public PlannedDirectory(Directory recorded, Clock clock) {
        this.recorded = recorded;
        this.clock = clock;
    }

    @Override
    public void remember(FeedRow row) {
        if (row instanceof MemberRow member) {
            members.put(
                    member.id(),
                    new KnownMember(
                            member.id(),
                            member.number(),
                            member.countryCode(),
                            member.createdAt(),
                            member.modifiedAt(),
                            null));
            phoneEndings.put(member.id(), PhoneNumbers.ending(member.phone()));
            memberIds.put(member.entryNo(), member.id());
        } else if (row instanceof MembershipRow membership) {
            membershipIds.put(membership.entryNo(), membership.id());
        } else if (row instanceof MembershipEntryRow entry) {
            membershipByEntryNo(entry.membershipEntryNo()).ifPresent(membership -> remember(membership, entry));
        }
    }

    private void remember(String membershipId, MembershipEntryRow entry) {
        KnownEntry known = new KnownEntry(
                entry.id(),
                entry.entryNo(),
                entry.itemNumber(),
                entry.validFrom(),
                entry.validUntil(),
                entry.blocked());
        entries.computeIfAbsent(membershipId, id -> new ConcurrentHashMap<>()).put(entry.id(), known);
    }

    @Override
    public void rememberRoles(String memberId, List<String> memberships) {
        memberships.forEach(membership -> roles.computeIfAbsent(membership, id -> ConcurrentHashMap.newKeySet())
                .add(memberId));
    }

    @Override
    public Optional<KnownMember> member(String memberId) {
        return Optional.ofNullable(members.get(memberId)).or(() -> recorded.member(memberId));
    }

    @Override
    public Optional<KnownMember> memberByNumber(String number) {
        return members.values().stream()
                .filter(member -> member.number().equals(number))
                .findFirst()
                .or(() -> recorded.memberByNumber(number));
    }

    @Override
    public Optional<String> memberByEntryNo(int entryNo) {
        return Optional.ofNullable(memberIds.get(entryNo)).or(() -> recorded.memberByEntryNo(entryNo));
    }

    @Override
    public List<String> memberIdsByPhone(String e164) {
        Set<String> endings = PhoneNumbers.endings(e164);
        Set<String> all = new LinkedHashSet<>(recorded.memberIdsByPhone(e164));
        all.removeAll(phoneEndings.keySet());
        phoneEndings.forEach((memberId, ending) -> {
            if (endings.contains(ending)) {
                all.add(memberId);
            }
        });
        return all.stream().sorted().toList();
    }

    @Override
    public Optional<String> membershipByEntryNo(int entryNo) {
        return Optional.ofNullable(membershipIds.get(entryNo)).or(() -> recorded.membershipByEntryNo(entryNo));
    }

    @Override
    public List<String> membersOf(String membershipId) {
        Set<String> all = new LinkedHashSet<>(recorded.membersOf(membershipId));
        all.addAll(roles.getOrDefault(membershipId, Set.of()));
        return List.copyOf(all);
    }

    @Override
    public List<KnownEntry> entriesOf(String membershipId) {
        Map<String, KnownEntry> all = new HashMap<>();
        recorded.entriesOf(membershipId).forEach(entry -> all.put(entry.entryId(), entry));
        all.putAll(entries.getOrDefault(membershipId, Map.of()));
        return List.copyOf(all.values());
    }

    @Override
    public Map<String, String> itemNumbers(List<String> memberships) {
        Map<String, String> items = new HashMap<>();
        for (String membership : memberships) {
            counting(entriesOf(membership)).ifPresent(entry -> items.put(membership, entry.itemNumber()));
        }
        return items;
    }

    /** Like the recorded directory: an entry that covers today before one that does not, the newest first. */
    private Optional<KnownEntry> counting(Collection<KnownEntry> known) {
        LocalDate today = LocalDate.now(clock);
        return known.stream()
                .filter(entry -> !entry.blocked() && !entry.itemNumber().isEmpty())
                .max(Comparator.comparing((KnownEntry entry) -> covers(entry, today))
                        .thenComparing(KnownEntry::entryNo));
    }

    private static boolean covers(KnownEntry entry, LocalDate day) {
        return (entry.validFrom() == null || !entry.validFrom().isAfter(day))
                && (entry.validUntil() == null || !entry.validUntil().isBefore(day));
    }
}
