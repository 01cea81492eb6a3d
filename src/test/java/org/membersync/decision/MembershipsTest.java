package org.membersync.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.membersync.member.GdprApproval;
import org.membersync.member.Membership;

class MembershipsTest {

    private static final LocalDate TODAY = LocalDate.of(2024, 2, 29);
    private static final LocalDate YESTERDAY = TODAY.minusDays(1);
    private static final LocalDate TOMORROW = TODAY.plusDays(1);

    @Test
    void prefersACurrentPeriodToOneThatEnded() {
        assertThat(counting(open("ended", null, YESTERDAY), open("current", YESTERDAY, TOMORROW)))
                .isEqualTo("current");
    }

    @Test
    void takesTheFirstOfSeveralCurrentOnes() {
        assertThat(counting(open("first", YESTERDAY, TOMORROW), open("second", YESTERDAY, TOMORROW)))
                .isEqualTo("first");
    }

    @Test
    void countsTheFirstAndTheLastDayOfAPeriod() {
        assertThat(counting(open("ended", null, YESTERDAY), open("ends-today", null, TODAY)))
                .isEqualTo("ends-today");
        assertThat(counting(open("future", TOMORROW, TOMORROW), open("starts-today", TODAY, TOMORROW)))
                .isEqualTo("starts-today");
    }

    @Test
    void takesAFuturePeriodAsNotCurrent() {
        assertThat(counting(open("future", TOMORROW, TOMORROW), open("current", TODAY, TODAY)))
                .isEqualTo("current");
    }

    @Test
    void skipsABlockedCurrentOneForAnOpenOneWithoutAPeriod() {
        assertThat(counting(blocked("blocked", YESTERDAY, TOMORROW), open("open", null, null)))
                .isEqualTo("open");
    }

    @Test
    void takesTheFirstOpenOneWhenNoneIsCurrent() {
        assertThat(counting(blocked("blocked", null, null), open("one", null, null), open("two", null, YESTERDAY)))
                .isEqualTo("one");
    }

    @Test
    void takesTheLastWhenAllAreBlocked() {
        assertThat(counting(blocked("first", YESTERDAY, TOMORROW), blocked("last", null, null)))
                .isEqualTo("last");
    }

    @Test
    void findsNoneAmongNone() {
        assertThat(Memberships.counting(List.of(), TODAY)).isEmpty();
    }

    private static String counting(Membership... memberships) {
        return Memberships.counting(List.of(memberships), TODAY).orElseThrow().id();
    }

    private static Membership open(String id, LocalDate from, LocalDate until) {
        return membership(id, false, from, until);
    }

    private static Membership blocked(String id, LocalDate from, LocalDate until) {
        return membership(id, true, from, until);
    }

    private static Membership membership(String id, boolean blocked, LocalDate from, LocalDate until) {
        return new Membership(id, "MS-1", "GOLD", null, blocked, from, until, "", GdprApproval.ACCEPTED);
    }
}
