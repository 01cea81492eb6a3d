package org.membersync.operation;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.CodeLists;
import org.membersync.businesscentral.Feed;
import org.membersync.businesscentral.FeedPages;
import org.membersync.businesscentral.FeedRow;
import org.membersync.settings.BusinessCentralSettings;
import org.membersync.settings.BusinessCentralSettings.Auth;
import org.membersync.settings.MemberSettings;
import org.membersync.settings.MembersyncSettings;

/** What Business Central can be asked, only reading. */
class BusinessCentralChecks {

    private final BusinessCentralSettings settings;
    private final MemberSettings members;
    private final SystemCalls calls;
    private final BusinessCentralRequests requests;
    private final Clock clock;

    BusinessCentralChecks(
            MembersyncSettings settings, SystemCalls calls, BusinessCentralRequests requests, Clock clock) {
        this.settings = settings.businessCentral();
        this.members = settings.members();
        this.calls = calls;
        this.requests = requests;
        this.clock = clock;
    }

    /** Name of the check to the question that answers what was seen, or throws a {@link Finding}. */
    Map<String, Supplier<String>> all() {
        Map<String, Supplier<String>> checks = new LinkedHashMap<>();
        checks.put("BC login", this::login);
        checks.put("BC company", this::company);
        checks.put(
                "BC clock",
                () -> ClockSkew.check(
                        "Business Central", calls.ask(requests.companies()).date(), clock));
        for (Feed feed : Feed.values()) {
            checks.put("BC feed " + feed.entitySet(), () -> feed(feed));
        }
        checks.put("BC REST front", this::restFront);
        checks.put("BC member detail", this::memberDetail);
        checks.put("BC new members", this::newMembers);
        return checks;
    }

    private String login() {
        if (settings.auth() == Auth.OAUTH2) {
            calls.run("direct:fetch-bc-token", "", Map.of());
            return "a token was given";
        }
        return "by " + settings.auth().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
                + ", checked with the calls below";
    }

    private String company() {
        Map<String, String> companies =
                new CodeLists().companies(calls.ask(requests.companies()).body());
        return companies.entrySet().stream()
                .filter(company -> company.getKey().equalsIgnoreCase(settings.companyId()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new Finding(
                        "company-id is none of the environment's companies: " + companies.values(),
                        "Set membersync.business-central.company-id (MEMBERSYNC_BUSINESSCENTRAL_COMPANYID) to one of "
                                + companies.keySet()));
    }

    private String feed(Feed feed) {
        List<FeedRow> rows = newest(feed);
        return rows.isEmpty()
                ? "readable, empty"
                : "readable, newest at " + rows.get(0).position();
    }

    private List<FeedRow> newest(Feed feed) {
        return new FeedPages()
                .read(feed, calls.ask(requests.newestRow(feed)).body())
                .rows();
    }

    private String restFront() {
        return new CodeLists()
                        .attributes(calls.ask(requests.attributeDefinitions()).body())
                        .size()
                + " member attributes";
    }

    /** Without an item that sells a membership no new subscriber can become a member (behaviour I6). */
    private String newMembers() {
        if (!members.createInBc()) {
            return "not made: membersync.members.create-in-bc is off";
        }
        Map<String, String> items =
                new CodeLists().membershipItems(calls.ask(requests.catalog()).body());
        String item = members.defaultMembershipItem();
        if (item.isEmpty()) {
            return "made with the item of their membership value; who has none is parked, because"
                    + " membersync.members.default-membership-item is not set. Items: " + items.values();
        }
        if (!items.containsValue(item)) {
            throw new Finding(
                    "\"" + item + "\" sells no new membership in Business Central",
                    "Set membersync.members.default-membership-item (MEMBERSYNC_MEMBERS_DEFAULTMEMBERSHIPITEM) to one of "
                            + items.values());
        }
        return "made, with the item " + item + " when their membership value leads to none";
    }

    private String memberDetail() {
        List<FeedRow> members = newest(Feed.MM_MEMBER);
        if (members.isEmpty()) {
            return "not checked: there is no member";
        }
        calls.ask(requests.member(members.get(0).id()));
        return "readable";
    }
}
