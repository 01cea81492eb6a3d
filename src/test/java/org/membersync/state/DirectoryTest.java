package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.membersync.businesscentral.FeedRow.MemberRow;
import org.membersync.businesscentral.FeedRow.MembershipEntryRow;
import org.membersync.businesscentral.FeedRow.MembershipRow;
import org.membersync.member.Newsletter;

class DirectoryTest extends StateTestSupport {

    private static final LocalDate TODAY = LocalDate.of(2024, 2, 29);

    @OnEachDatabase
    void takesOverTheNewestOfAMember(Database database) {
        open(database);
        directory.remember(new MemberRow("m-1", 1, START, 17, "M-1", "DK", "", Newsletter.YES, START));
        directory.remember(new MemberRow("m-1", 2, START, 17, "M-1", "SE", "", Newsletter.NO, START));

        Directory.KnownMember member = directory.member("m-1").orElseThrow();

        assertThat(member.countryCode()).isEqualTo("SE");
        assertThat(member.createdAt()).isEqualTo(START);
        assertThat(member.optOutSeenAt())
                .as("the feed may lag: only the detail counts")
                .isNull();
        assertThat(directory.memberByEntryNo(17)).contains("m-1");
        assertThat(directory.memberByEntryNo(18)).isEmpty();
        assertThat(directory.member("m-2")).isEmpty();
    }

    @OnEachDatabase
    void takesOverWhoBelongsToWhichMembership(Database database) {
        open(database);
        directory.rememberRoles("m-1", List.of("ms-1", "ms-2"));
        directory.rememberRoles("m-2", List.of("ms-2"));
        directory.rememberRoles("m-1", List.of("ms-2", "ms-3"));

        assertThat(directory.membersOf("ms-1")).isEmpty();
        assertThat(directory.membersOf("ms-2")).containsExactly("m-1", "m-2");
        assertThat(directory.membersOf("ms-3")).containsExactly("m-1");
    }

    @OnEachDatabase
    void findsMembersByTheEndOfTheirPhoneNumberAndKeepsAHashAlone(Database database) {
        open(database);
        directory.remember(called("m-1", 1, "+45 20 30 40 50"));
        directory.remember(called("m-2", 2, "20304050"));
        directory.remember(called("m-3", 3, "20 30 40 51"));
        directory.remember(called("m-4", 4, ""));

        assertThat(directory.memberIdsByPhone("+4520304050")).containsExactly("m-1", "m-2");
        assertThat(directory.memberIdsByPhone("+4599999999")).isEmpty();
        assertThat(rows("bc_member").toString()).doesNotContain("20304050", "20 30");

        directory.remember(called("m-1", 1, ""));
        assertThat(directory.memberIdsByPhone("+4520304050")).containsExactly("m-2");
    }

    @OnEachDatabase
    void findsTheShortNumbersOfSmallCountriesInEverySpelling(Database database) {
        open(database);
        directory.remember(called("m-1", 1, "+298 311 222"));
        directory.remember(called("m-2", 2, "311222"));

        assertThat(directory.memberIdsByPhone("+298311222")).containsExactlyInAnyOrder("m-1", "m-2");
    }

    @OnEachDatabase
    void aPlanFindsByThePhoneNumbersItLearntOverTheRecordedOnes(Database database) {
        open(database);
        directory.remember(called("m-1", 1, "20304050"));
        directory.remember(called("m-2", 2, "20304050"));
        PlannedDirectory planned = new PlannedDirectory(directory, clock);
        planned.remember(called("m-1", 1, "11223344"));
        planned.remember(called("m-3", 3, "+4520304050"));

        assertThat(planned.memberIdsByPhone("+4520304050")).containsExactly("m-2", "m-3");
        assertThat(directory.memberIdsByPhone("+4520304050")).containsExactly("m-1", "m-2");
    }

    private static MemberRow called(String id, int entryNo, String phone) {
        return new MemberRow(id, 1, START, entryNo, id, "DK", phone, Newsletter.YES, START);
    }

    @OnEachDatabase
    void prefersTheItemOfTheEntryThatCountsToday(Database database) {
        open(database);
        directory.remember(new MembershipRow("ms-1", 1, START, 7, "MS-7", "GOLD"));
        directory.remember(entry("e-1", 1, "CURRENT", TODAY, TODAY, false));
        directory.remember(entry("e-2", 2, "FUTURE", TODAY.plusDays(1), TODAY.plusYears(1), false));
        directory.remember(entry("e-3", 3, "BLOCKED", TODAY, TODAY, true));
        directory.remember(entry("e-4", 4, "", TODAY, TODAY, false));

        assertThat(directory.itemNumbers(List.of("ms-1", "ms-9"))).isEqualTo(Map.of("ms-1", "CURRENT"));
        clock.advance(Duration.ofDays(1));
        assertThat(directory.itemNumbers(List.of("ms-1"))).isEqualTo(Map.of("ms-1", "FUTURE"));
    }

    @OnEachDatabase
    void takesTheNewestEntryWhenNoneCountsToday(Database database) {
        open(database);
        directory.remember(new MembershipRow("ms-1", 1, START, 7, "MS-7", "GOLD"));
        directory.remember(entry("e-1", 1, "OLDER", null, TODAY.minusDays(9), false));
        directory.remember(entry("e-2", 2, "NEWER", null, TODAY.minusDays(1), false));

        assertThat(directory.itemNumbers(List.of("ms-1"))).isEqualTo(Map.of("ms-1", "NEWER"));
    }

    private static MembershipEntryRow entry(
            String id, int entryNo, String item, LocalDate from, LocalDate until, boolean blocked) {
        return new MembershipEntryRow(id, entryNo, START, entryNo, 7, item, from, until, blocked);
    }
}
