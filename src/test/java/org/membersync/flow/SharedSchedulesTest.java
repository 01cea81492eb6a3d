package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.membersync.support.World;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/** Schedules in the database that processes share outlive the routes that they were made for. */
class SharedSchedulesTest {

    @Test
    void forgetAtTheStartWhatHasNoRouteAnyMore() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                World world = World.empty()
                        .with("membersync.database.url", postgres.getJdbcUrl("postgres", "postgres"))
                        .with("membersync.database.username", "postgres")
                        .with("membersync.schedules.enabled", "true")) {
            world.start();
            leaveScheduleOf("poll-that-was-renamed", world.bean(Scheduler.class));
            assertThat(schedules(world)).contains("poll-that-was-renamed", "poll-bc-members");
            world.stop();

            world.start();

            assertThat(schedules(world)).contains("poll-bc-members").doesNotContain("poll-that-was-renamed");
        }
    }

    /** As the program made it when there was such a route. */
    private static void leaveScheduleOf(String route, Scheduler scheduler) throws SchedulerException {
        TriggerKey known = scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup()).stream()
                .filter(key -> key.getName().equals("poll-bc-members"))
                .findFirst()
                .orElseThrow();
        JobDetail job = scheduler
                .getJobDetail(scheduler.getTrigger(known).getJobKey())
                .getJobBuilder()
                .withIdentity(route, known.getGroup())
                .build();
        scheduler.scheduleJob(
                job,
                TriggerBuilder.newTrigger()
                        .withIdentity(route, known.getGroup())
                        .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever())
                        .build());
    }

    private static List<String> schedules(World world) throws SchedulerException {
        return world.bean(Scheduler.class).getTriggerKeys(GroupMatcher.anyTriggerGroup()).stream()
                .map(TriggerKey::getName)
                .toList();
    }
}
