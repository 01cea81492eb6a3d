package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.membersync.businesscentral.Anonymised;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.Feed;
import org.membersync.businesscentral.FeedPages;
import org.membersync.businesscentral.FeedRow;
import org.membersync.businesscentral.MemberFacts;
import org.membersync.businesscentral.MemberReader;
import org.membersync.decision.Change;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Memberships;
import org.membersync.failure.TransientException;
import org.membersync.member.Member;
import org.membersync.state.Agreements;
import org.membersync.state.ContactNoes;
import org.membersync.state.Directory;
import org.membersync.state.Directory.KnownMember;
import org.membersync.state.Links;
import org.membersync.state.Suppressions;

/** The steps that read a Business Central member; {@code directory} is null but in a plan. */
public class MemberReading {

    private final BusinessCentralRequests requests;
    private final Directory recorded;
    private final Links links;
    private final Suppressions suppressions;
    private final ContactNoes noes;
    private final Agreements agreements;
    private final Clock clock;
    private final MemberReader reader = new MemberReader();
    private final FeedPages pages = new FeedPages();

    MemberReading(
            BusinessCentralRequests requests,
            Directory recorded,
            Links links,
            Suppressions suppressions,
            ContactNoes noes,
            Agreements agreements,
            Clock clock) {
        this.requests = requests;
        this.recorded = recorded;
        this.links = links;
        this.suppressions = suppressions;
        this.noes = noes;
        this.agreements = agreements;
        this.clock = clock;
    }

    /** Whether no feed told of the member yet, so that its row must be read beside the detail. */
    public boolean lacksRow(Change change, Directory directory) {
        return directory(directory).member(change.memberId()).isEmpty();
    }

    /** Asks for the member's row, which is on a page of its own or proves by an empty page that the member is gone. */
    public BusinessCentralRequest rowRequest(Change change) {
        return requests.memberById(change.memberId());
    }

    /** Takes what the row tells into the directory. */
    public void rememberRow(JsonNode answer, Directory directory) {
        List<FeedRow> rows = pages.read(Feed.MM_MEMBER, answer).rows();
        rows.forEach(row -> directory(directory).remember(row));
    }

    /** The case with the time of the last change, as the row that was just read tells it. */
    MemberCase takeTimes(MemberCase memberCase, JsonNode answer, Directory directory) {
        rememberRow(answer, directory);
        return pages.read(Feed.MM_MEMBER, answer).rows().stream()
                .findFirst()
                .map(row -> memberCase.agreed(memberCase.agreement().changedInBusinessCentral(row.modifiedAt())))
                .orElse(memberCase);
    }

    /** Asks for the member's detail. */
    public BusinessCentralRequest request(Change change) {
        return requests.member(change.memberId());
    }

    /** The case with the member as Business Central has it now. */
    public MemberCase read(MemberCase memberCase, JsonNode answer, Directory directory) {
        String memberId = memberCase.change().memberId();
        Optional<KnownMember> known = directory(directory).member(memberId);
        MemberFacts facts = new MemberFacts(
                known.map(KnownMember::countryCode).orElse(""),
                known.map(KnownMember::createdAt).orElse(null),
                directory(directory).itemNumbers(membershipIds(answer)));
        Member member = reader.read(answer, facts);
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        MemberLink link = links.find(memberId).orElse(null);
        return memberCase
                .known(
                        member,
                        Anonymised.is(member),
                        Memberships.counting(member.memberships(), today).orElse(null),
                        link,
                        now,
                        recorded.member(memberId).map(KnownMember::optOutSeenAt).orElse(null),
                        suppressions.isSuppressed(memberId))
                .agreed(agreements.of(
                        memberId, known.map(KnownMember::modifiedAt).orElse(null)))
                .lastNo(lastNo(member, link));
    }

    /** Only who may become a new entry of the list is looked for among those who said no. */
    private Instant lastNo(Member member, MemberLink link) {
        return link == null || link.isUnsubscribed()
                ? noes.lastNo(member.email(), member.phoneNo()).orElse(null)
                : null;
    }

    /**
     * The case of a member whom the detail does not know and whose row is not there either.
     *
     * @throws TransientException when the row is there: Business Central contradicts itself, so nothing is erased
     */
    public MemberCase confirmGone(MemberCase memberCase, JsonNode rowAnswer) {
        if (!pages.read(Feed.MM_MEMBER, rowAnswer).rows().isEmpty()) {
            throw new TransientException(
                    "contradicting-answers",
                    "Business Central does not know the member by its id and yet lists it: it is tried again later",
                    null);
        }
        String memberId = memberCase.change().memberId();
        return memberCase.known(
                null,
                false,
                null,
                links.find(memberId).orElse(null),
                clock.instant(),
                null,
                suppressions.isSuppressed(memberId));
    }

    private Directory directory(Directory planned) {
        return planned == null ? recorded : planned;
    }

    private static List<String> membershipIds(JsonNode answer) {
        JsonNode memberships = answer.path("member").path("memberships");
        return StreamSupport.stream(memberships.spliterator(), false)
                .map(role ->
                        role.path("membership").path("membershipId").asText("").toLowerCase(java.util.Locale.ROOT))
                .filter(id -> !id.isEmpty())
                .toList();
    }
}
