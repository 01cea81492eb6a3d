package org.membersync.businesscentral;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.membersync.http.PercentEncoding;

/** Everything that is read from Business Central, as requests. */
public final class BusinessCentralRequests {

    /** Pins the REST interface's behaviour to the one this program was written against. */
    static final String API_VERSION = "2026-08-01";

    private static final String POWER_BI = "/navipartner/powerBI/v1.0";

    private final String companyId;
    private final int pageSize;
    private final NextLink nextLink;

    /**
     * @param companyId the company's GUID
     * @param pageSize rows per page of a feed
     * @param apiUrl the setting {@code membersync.business-central.api-url}: links of answers are followed only below it
     */
    public BusinessCentralRequests(String companyId, int pageSize, String apiUrl) {
        this.companyId = PercentEncoding.segment(companyId);
        this.pageSize = pageSize;
        this.nextLink = new NextLink(apiUrl);
    }

    /**
     * The rows from that position on, the row at it included; position 0 asks for all of them.
     *
     * @param position a row version, or epoch milliseconds for a feed that is ordered by time
     */
    public BusinessCentralRequest firstPage(Feed feed, long position) {
        return fromPosition(feed, position, feed.columns());
    }

    /**
     * The same with all columns that tell a person's data, for {@link WholeRows}: personal data, which a reading for changes does
     * not ask for.
     *
     * @param position a row version, or epoch milliseconds for a feed that is ordered by time
     */
    public BusinessCentralRequest wholePage(Feed feed, long position) {
        return fromPosition(feed, position, feed.wholeColumns());
    }

    private BusinessCentralRequest fromPosition(Feed feed, long position, List<String> columns) {
        String bound = feed.isOrderedByTime() ? Instant.ofEpochMilli(position).toString() : Long.toString(position);
        String filter =
                position <= 0 ? "" : "$filter=" + PercentEncoding.encode(feed.positionColumn() + " ge " + bound) + "&";
        String select = "$select=" + String.join(",", columns);
        return feedRequest(feed, page(feed), filter + "$orderby=" + feed.positionColumn() + "&" + select);
    }

    /**
     * The page behind an answer's link.
     *
     * @throws org.membersync.failure.PermanentException when the link leads outside the configured API
     */
    public BusinessCentralRequest nextPage(Feed feed, String link) {
        NextLink.Target target = nextLink.below(link, feed);
        return feedRequest(feed, target.path(), target.query());
    }

    /** The row with the highest position, to learn where a feed stands; an empty page when there is none. */
    public BusinessCentralRequest newestRow(Feed feed) {
        String order = "$orderby=" + PercentEncoding.encode(feed.positionColumn() + " desc");
        return feedRequest(feed, page(feed), "$top=1&" + order + "&" + select(feed));
    }

    /** The member with its memberships, consent and attributes, for {@link MemberReader}. */
    public BusinessCentralRequest member(String memberId) {
        return retail("/membership/member/" + PercentEncoding.segment(memberId), "member " + memberId);
    }

    /** The member's row for {@link FeedPages#readRow}, from the primary database: a write just made shows. */
    public BusinessCentralRequest memberRow(String memberId) {
        return row(Feed.MM_MEMBER, memberId, "row of member " + memberId);
    }

    /** The membership's row for {@link FeedPages#readRow}. */
    public BusinessCentralRequest membershipRow(String membershipId) {
        return row(Feed.MM_MEMBERSHIPS, membershipId, "row of membership " + membershipId);
    }

    /** A page of {@link Feed#MM_MEMBER} with that member, or with nobody: an empty page proves that it is gone. */
    public BusinessCentralRequest memberById(String memberId) {
        return rows(Feed.MM_MEMBER, "id eq " + memberId, "row of member " + memberId);
    }

    /** A page of {@link Feed#MM_MEMBER} with those of the members that are there; few enough for one address line. */
    public BusinessCentralRequest membersByIds(List<String> memberIds) {
        String anyOf = memberIds.stream().map(id -> "id eq " + id).collect(Collectors.joining(" or "));
        return rows(Feed.MM_MEMBER, anyOf, "rows of " + memberIds.size() + " members");
    }

    /** A page of {@link Feed#MM_MEMBER} with the member of that number, or with nobody. */
    public BusinessCentralRequest memberByNumber(String number) {
        return rows(Feed.MM_MEMBER, "externalMemberNo eq '" + number.replace("'", "''") + "'", "member " + number);
    }

    /** A page of {@link Feed#MM_MEMBER} with the member of that entry number, or with nobody. */
    public BusinessCentralRequest memberByEntryNo(int entryNo) {
        return rows(Feed.MM_MEMBER, "entryNo eq " + entryNo, "member with entry no. " + entryNo);
    }

    /** A page of {@link Feed#MM_MEMBERSHIPS} with the membership of that entry number, or with none. */
    public BusinessCentralRequest membershipByEntryNo(int entryNo) {
        return rows(Feed.MM_MEMBERSHIPS, "entryNo eq " + entryNo, "membership with entry no. " + entryNo);
    }

    /** A page of {@link Feed#MM_MEMBERSHIP_ENTRIES} with all entries of that membership. */
    public BusinessCentralRequest entriesOfMembership(int membershipEntryNo) {
        return rows(
                Feed.MM_MEMBERSHIP_ENTRIES,
                "membershipEntryNo eq " + membershipEntryNo,
                "entries of the membership with entry no. " + membershipEntryNo);
    }

    /**
     * A page of {@link Feed#MM_MEMBERSHIP_ENTRIES} with the entries that carry our mark, the {@code documentNo} of
     * {@link BusinessCentralWrites#createMembership}. That Business Central keeps it there is an assumption.
     */
    public BusinessCentralRequest entriesByDocumentNo(String documentNo) {
        return rows(
                Feed.MM_MEMBERSHIP_ENTRIES,
                "documentNo eq '" + documentNo.replace("'", "''") + "'",
                "membership entries with document no. " + documentNo);
    }

    /** The items that sell memberships, for {@link CodeLists#membershipItems}. */
    public BusinessCentralRequest catalog() {
        return retail("/membership/catalog", "membership catalog");
    }

    /** Who belongs to the membership, for {@link CodeLists#memberIds}. */
    public BusinessCentralRequest membershipMembers(String membershipId) {
        return retail(
                "/membership/" + PercentEncoding.segment(membershipId) + "/members",
                "members of membership " + membershipId);
    }

    /** The members with that e-mail address, for {@link CodeLists#foundMemberIds}. */
    public BusinessCentralRequest membersByEmail(String email) {
        String lower = email.strip().toLowerCase(java.util.Locale.ROOT);
        return new BusinessCentralRequest(
                Front.RETAIL,
                "GET",
                "/membership/member",
                "email=" + PercentEncoding.encode(lower),
                Map.of("x-api-version", API_VERSION),
                null,
                "search for members by e-mail");
    }

    /** The member attributes there are, for {@link CodeLists#attributes}. */
    public BusinessCentralRequest attributeDefinitions() {
        return retail("/membership/member/attributes", "attribute definitions");
    }

    /** The countries, for {@link CodeLists#countries}. */
    public BusinessCentralRequest countries() {
        return odata(company("/v2.0") + "/countriesRegions", "$select=code,displayName", "countries");
    }

    /** The stores that members can belong to, for {@link CodeLists#collectStores}. */
    public BusinessCentralRequest collectStores() {
        return odata(
                company("/navipartner/clickAndCollect/v1.0") + "/collectStores", "$select=code,name", "collect stores");
    }

    /** The membership codes, for {@link CodeLists#membershipSetups}. */
    public BusinessCentralRequest membershipSetups() {
        return odata(company(POWER_BI) + "/mmMembershipSetups", "$select=code,description", "membership setups");
    }

    /** The companies of the environment, for {@link CodeLists#companies}. */
    public BusinessCentralRequest companies() {
        return odata("/v2.0/companies", "$select=id,name", "companies");
    }

    private BusinessCentralRequest row(Feed feed, String id, String what) {
        return fresh(page(feed) + "(" + PercentEncoding.segment(id) + ")", select(feed), what);
    }

    private BusinessCentralRequest rows(Feed feed, String filter, String what) {
        return fresh(page(feed), "$filter=" + PercentEncoding.encode(filter) + "&" + select(feed), what);
    }

    private BusinessCentralRequest fresh(String path, String query, String what) {
        Map<String, String> headers = Map.of("Accept-Language", "en-US", "Data-Access-Intent", "ReadWrite");
        return new BusinessCentralRequest(Front.ODATA, "GET", path, query, headers, null, what);
    }

    private BusinessCentralRequest feedRequest(Feed feed, String path, String query) {
        Map<String, String> headers = Map.of("Accept-Language", "en-US", "Prefer", "odata.maxpagesize=" + pageSize);
        return new BusinessCentralRequest(Front.ODATA, "GET", path, query, headers, null, "feed " + feed.entitySet());
    }

    private static BusinessCentralRequest odata(String path, String query, String what) {
        return new BusinessCentralRequest(
                Front.ODATA, "GET", path, query, Map.of("Accept-Language", "en-US"), null, what);
    }

    private static BusinessCentralRequest retail(String path, String what) {
        return new BusinessCentralRequest(
                Front.RETAIL, "GET", path, "", Map.of("x-api-version", API_VERSION), null, what);
    }

    private String company(String group) {
        return group + "/companies(" + companyId + ")";
    }

    private String page(Feed feed) {
        return company(POWER_BI) + "/" + feed.entitySet();
    }

    private static String select(Feed feed) {
        return "$select=" + String.join(",", feed.columns());
    }
}
