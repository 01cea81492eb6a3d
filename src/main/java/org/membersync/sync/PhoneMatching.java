package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.membersync.businesscentral.Feed;
import org.membersync.businesscentral.FeedPages;
import org.membersync.businesscentral.FeedRow;
import org.membersync.businesscentral.FeedRow.MemberRow;
import org.membersync.heyloyalty.ListCache;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.MappingStore;
import org.membersync.mapping.PhoneNumbers;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.Directory;
import org.membersync.state.Directory.KnownMember;

/**
 * Finds Business Central members by the phone number of an entry of the list (behaviour I5). Numbers are compared in E.164; one
 * without a country code belongs to the list's country.
 */
class PhoneMatching {

    /** As many as fit into one address line. Of a number that more members share, nobody is meant alone anyway. */
    private static final int MOST_CANDIDATES = 40;

    private final MappingStore mapping;
    private final ListCache list;
    private final Directory recorded;
    private final FeedPages pages = new FeedPages();

    PhoneMatching(MappingStore mapping, ListCache list, Directory recorded) {
        this.mapping = mapping;
        this.list = list;
        this.recorded = recorded;
    }

    /** Whether the mapping says which field of the list holds the phone number. */
    boolean isMapped() {
        return field().isPresent();
    }

    /**
     * The ids of the members whose number may be the entry's; empty when the entry has none.
     *
     * @param planned null but in a plan
     */
    List<String> candidates(HeyLoyaltyMember entry, Directory planned) {
        Directory directory = planned == null ? recorded : planned;
        return PhoneNumbers.e164(phone(entry), region())
                .map(number -> directory.memberIdsByPhone(number).stream()
                        .limit(MOST_CANDIDATES)
                        .toList())
                .orElse(List.of());
    }

    /** The ids of those of the candidates' rows whose number is the entry's. */
    List<String> confirmed(HeyLoyaltyMember entry, JsonNode answer) {
        String phone = phone(entry);
        return pages.read(Feed.MM_MEMBER, answer).rows().stream()
                .filter(row -> row instanceof MemberRow member && PhoneNumbers.same(member.phone(), phone, region()))
                .map(FeedRow::id)
                .toList();
    }

    /** The members' numbers, or their ids where no feed told of them yet. */
    List<String> numbers(List<String> memberIds) {
        return memberIds.stream()
                .map(id -> recorded.member(id).map(KnownMember::number).orElse(id))
                .toList();
    }

    private String phone(HeyLoyaltyMember entry) {
        return field().map(name -> entry.field(name).text()).orElse("");
    }

    private Optional<String> field() {
        return mapping.current().ofBusinessCentralField("phoneNo").map(FieldMapping::heyloyalty);
    }

    private String region() {
        return list.current().region();
    }
}
