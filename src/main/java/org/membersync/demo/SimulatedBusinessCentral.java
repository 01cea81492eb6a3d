package org.membersync.demo;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.membersync.member.GdprApproval;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;

/**
 * A Business Central with NP Retail that exists only in memory and listens on loopback: token endpoint, OData pages and
 * REST front of {@code contracts/business-central-api.md} with their traps. Safe for many threads.
 */
public final class SimulatedBusinessCentral implements AutoCloseable {

    private final BusinessCentralOptions options;
    private final Database database;
    private final Company company;
    private final Access access;
    private final RestFront rest;
    private final ODataFront odata;
    private final RateLimit rateLimit;
    private final Truth truth;
    private volatile OptionSpelling spelling = OptionSpelling.ENCODED_CAPTIONS;
    private volatile String rateLimitRetryAfter;
    private SimulatedServer server;

    private SimulatedBusinessCentral(BusinessCentralOptions options) {
        this.options = options;
        database = new Database(options.clock());
        company = new Company(database, options.company());
        access = new Access(options);
        rest = new RestFront(options, company);
        odata = new ODataFront(options, database, new EntitySets(database, () -> spelling));
        rateLimit = new RateLimit(options.clock());
        truth = new Truth(database, rest.json());
    }

    /** Starts with {@link BusinessCentralOptions#defaults()}; port 0 takes any free one. */
    public static SimulatedBusinessCentral start(int port) {
        return start(port, BusinessCentralOptions.defaults());
    }

    /** Starts on 127.0.0.1; port 0 takes any free one. */
    public static SimulatedBusinessCentral start(int port, BusinessCentralOptions options) {
        SimulatedBusinessCentral simulated = new SimulatedBusinessCentral(options);
        simulated.server = SimulatedServer.start("business-central", port, simulated::answer);
        return simulated;
    }

    private Answer answer(Call call) {
        String path = call.rawPath();
        if (path.endsWith("/oauth2/v2.0/token")) {
            return access.token(call);
        }
        boolean isOData = path.startsWith("/v2.0/");
        if (!access.allows(call) && (isOData || !access.allowsByKey(call))) {
            return isOData
                    ? new ODataError(
                                    401,
                                    "Authentication_InvalidCredentials",
                                    "The server has rejected the client credentials.")
                            .answer()
                    : new RestError(401, "generic_error", "Unauthorized").answer();
        }
        if (rateLimit.refuses()) {
            Answer answer = new ODataError(429, "Application_TooManyRequests", "Too many requests.").answer();
            return rateLimitRetryAfter == null ? answer : answer.with("Retry-After", rateLimitRetryAfter);
        }
        return isOData ? odata.answer(call, server.address()) : rest.answer(call);
    }

    /** Setting {@code api-url}: ends with {@code /api}. */
    public String apiUrl() {
        return server.address() + "/v2.0/" + options.tenant() + "/" + options.environment() + "/api";
    }

    /** Setting {@code retail-api-url}: ends with the company's name. */
    public String retailApiUrl() {
        return server.address() + "/" + options.tenant() + "/" + options.environment() + "/"
                + options.company().replace(" ", "%20");
    }

    /** Setting {@code token-url}. */
    public String tokenUrl() {
        return server.address() + "/" + options.tenant() + "/oauth2/v2.0/token";
    }

    public BusinessCentralOptions options() {
        return options;
    }

    public CallLog calls() {
        return server.calls();
    }

    public Faults faults() {
        return server.faults();
    }

    /** What people do right before a chosen call is handled. */
    public Acts acts() {
        return server.acts();
    }

    /** Each call takes at least that long. */
    public void latency(Duration time) {
        server.latency(time);
    }

    /** How OData spells options from now on; at first with encoded captions. */
    public void optionSpelling(OptionSpelling other) {
        spelling = other;
    }

    /** From now on the community tells by that who is the same person, and does that on a conflict. */
    public void community(BusinessCentralOptions.Identity identity, BusinessCentralOptions.Conflict conflict) {
        rest.community().rules(identity, conflict);
    }

    /** While set, the REST front answers 403: the app lacks the permission set. */
    public void permissionSetMissing(boolean missing) {
        rest.permissionSetMissing(missing);
    }

    /**
     * Answers 429 beyond that many calls in five minutes.
     *
     * @param calls 0 for no limit
     * @param retryAfter value of the header Retry-After, null for none
     */
    public void rateLimit(int calls, String retryAfter) {
        rateLimitRetryAfter = retryAfter;
        rateLimit.limit(calls);
    }

    /** Makes every token unknown. */
    public void expireTokens() {
        access.expireTokens();
    }

    /** OData shows later changes only after that time, unless the call asks for the primary; zero ends it. */
    public void replicaLag(Duration time) {
        database.replica.lag(time);
    }

    /** OData does not show that many newest of the later changes, unless the call asks for the primary; 0 ends it. */
    public void replicaLagChanges(int changes) {
        database.replica.lagChanges(changes);
    }

    /** From now on new rows get the same ids in every run. */
    public void countIds() {
        database.ids.count(0xBC00_0000_0000_4000L);
    }

    /** The database comes back from a backup: all row versions are numbered anew from 1 and lie below those handed out. */
    public void restore() {
        changing(database::restore);
    }

    /** The highest row version handed out. */
    public long rowVersion() {
        return database.read(database::rowVersion);
    }

    /** Declares an attribute that members can have. */
    public void defineAttribute(String code, String caption, String type) {
        changing(() -> company.attributes.put(code, new AttributeDefinition(code, caption, type)));
    }

    /** Adds a line to the post code table: whoever takes that post code gets this city and country. */
    public void definePostCode(String code, String city, String countryCode) {
        changing(() -> company.postCodes.put(code, new Company.PostCode(city, countryCode)));
    }

    /** Adds the member; returns its number. */
    public String add(NewMember member) {
        return database.write(() -> {
            MemberRow row = company.addMember((MemberRow) member.row.copy());
            member.memberships.forEach(membership -> addMembership(row, membership));
            member.attributes.forEach((code, value) -> company.setAttribute(row, code, value));
            if (member.anonymised) {
                company.anonymise(row);
            }
            return row.number;
        });
    }

    /** Gives the member one more membership; returns the membership's number. */
    public String addMembership(String memberNumber, NewMembership membership) {
        return database.write(() -> addMembership(company.member(memberNumber), membership));
    }

    private String addMembership(MemberRow row, NewMembership wanted) {
        LocalDate today = LocalDate.ofInstant(options.clock().instant(), ZoneOffset.UTC);
        MembershipRow membership =
                company.addMembership(wanted.code(), wanted.issueDate() == null ? today : wanted.issueDate());
        if (wanted.validFrom() != null) {
            company.addEntry(membership, "NEW", wanted.itemNumber(), wanted.validFrom(), wanted.validUntil());
        }
        company.addRole(membership, row, wanted.consents());
        if (wanted.blocked()) {
            blockRow(membership, true);
        }
        return membership.number;
    }

    /** Changes fields of the member, as a user of Business Central does; the row version moves in any case. */
    public void change(String memberNumber, Consumer<MemberEdit> fields) {
        changing(() -> database.update(
                database.members, company.member(memberNumber), row -> fields.accept(new MemberEdit(row))));
    }

    /** Like {@link #change}, but nobody sees it before it is committed, while later changes are seen. */
    public LateChange changeLate(String memberNumber, Consumer<MemberEdit> fields) {
        Database.Stamp stamp = database.write(database::stamp);
        return new LateChange(() -> changing(() -> database.update(
                database.members, company.member(memberNumber), row -> fields.accept(new MemberEdit(row)), stamp)));
    }

    public void newsletter(String memberNumber, Newsletter newsletter) {
        change(memberNumber, member -> member.newsletter(newsletter));
    }

    public void block(String memberNumber, boolean blocked) {
        changing(() -> company.block(company.member(memberNumber), blocked));
    }

    /** Logs the consent for all roles of the member; no feed shows it. */
    public void consent(String memberNumber, GdprApproval approval) {
        changing(() -> List.copyOf(database.rolesOf(company.member(memberNumber)))
                .forEach(role -> company.logConsent(role, approval)));
    }

    /** Logs the consent for the role in one membership. */
    public void consent(String memberNumber, String membershipNumber, GdprApproval approval) {
        changing(() -> List.copyOf(database.rolesOf(company.member(memberNumber))).stream()
                .filter(role -> database.memberships
                        .entry(role.membershipEntryNo())
                        .number
                        .equals(membershipNumber))
                .forEach(role -> company.logConsent(role, approval)));
    }

    /** Blocks or unblocks a membership; the member's row does not change. */
    public void blockMembership(String membershipNumber, boolean blocked) {
        changing(() -> blockRow(membership(membershipNumber), blocked));
    }

    private void blockRow(MembershipRow membership, boolean blocked) {
        database.update(database.memberships, membership, row -> {
            row.blocked = blocked;
            row.blockedAt = blocked ? options.clock().instant() : null;
        });
    }

    /** Adds a period to a membership; only the membership entries' feed shows it. */
    public void renew(String membershipNumber, String itemNumber, LocalDate from, LocalDate until) {
        changing(() -> company.addEntry(membership(membershipNumber), "RENEW", itemNumber, from, until));
    }

    private MembershipRow membership(String number) {
        return database.memberships.find("externalMembershipNo", number).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no membership " + number));
    }

    /** Sets an attribute; the member's row does not change. */
    public void attribute(String memberNumber, String code, String value) {
        changing(() -> company.setAttribute(company.member(memberNumber), code, value));
    }

    /** Deletes an attribute's value; nothing tells of it. */
    public void deleteAttribute(String memberNumber, String code) {
        changing(() -> company.attributesOf(company.member(memberNumber)).stream()
                .filter(row -> row.code.equals(code))
                .forEach(row -> database.delete(database.attributes, row)));
    }

    /** Deletes the member; nothing tells of it. */
    public void delete(String memberNumber) {
        changing(() -> company.delete(company.member(memberNumber)));
    }

    public void anonymise(String memberNumber) {
        changing(() -> company.anonymise(company.member(memberNumber)));
    }

    private void changing(Runnable work) {
        Supplier<Void> wrapped = () -> {
            work.run();
            return null;
        };
        database.write(wrapped);
    }

    /** What Business Central really holds of that member. */
    public Optional<Member> member(String memberNumber) {
        return database.read(() -> database.members.find("externalMemberNo", memberNumber).stream()
                .findFirst()
                .map(truth::member));
    }

    /** Members with that e-mail address. */
    public List<Member> membersByEmail(String email) {
        return database.read(() -> database.members.find("emailAddress", email.toLowerCase(Locale.ROOT)).stream()
                .map(truth::member)
                .toList());
    }

    /** All members in the order in which they were added. */
    public List<Member> members() {
        return database.read(
                () -> database.members.all().stream().map(truth::member).toList());
    }

    /** The numbers of all members in the order in which they were added. */
    public List<String> memberNumbers() {
        return database.read(
                () -> database.members.all().stream().map(row -> row.number).toList());
    }

    /** How many memberships there are, those without members too. */
    public int membershipCount() {
        return database.read(() -> database.memberships.all().size());
    }

    @Override
    public void close() {
        server.close();
    }
}
