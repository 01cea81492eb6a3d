package org.membersync.operation.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.membersync.mapping.ActivationStore;
import org.membersync.operation.ActivationWork;
import org.membersync.operation.Standstills;
import org.membersync.settings.MembersyncSettings;
import org.membersync.settings.Schedule;
import org.membersync.settings.ScheduleSettings;
import org.membersync.state.AlertBook;
import org.membersync.state.AudienceMails;
import org.membersync.state.AudiencePersons;
import org.membersync.state.Failures;
import org.membersync.state.Polls;
import org.membersync.state.RemovalHolds;
import org.membersync.sync.MemberSwitch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.MailSender;

/** Offers the watch over what operators are told of. */
@Configuration(proxyBeanMethods = false)
class AlertConfiguration {

    @Bean
    ActivationMail activationMail(
            ActivationStore activationStore,
            ActivationWork activationWork,
            AudiencePersons audiencePersons,
            AudienceMails audienceMails,
            ObjectProvider<MailSender> mailSender,
            MembersyncSettings settings,
            Clock clock) {
        return new ActivationMail(
                activationStore,
                activationWork,
                audiencePersons,
                audienceMails,
                mailSender.getIfAvailable(),
                settings.alerts().emailFrom(),
                clock);
    }

    @Bean
    Alerts alerts(
            MemberSwitch memberSwitch,
            MembersyncSettings settings,
            Failures failures,
            RemovalHolds removalHolds,
            Standstills standstills,
            Polls polls,
            AlertBook alertBook,
            ObjectProvider<MailSender> mailSender,
            MeterRegistry registry,
            ActivationStore activationStore,
            Clock clock) {
        ScheduleSettings schedules = settings.schedules();
        Map<String, Schedule> polled = new TreeMap<>(Map.of(
                "poll-bc-members",
                schedules.pollBusinessCentral(),
                "poll-heyloyalty-members",
                schedules.pollHeyloyalty()));
        if (settings.audiences().isPolled() && !activationStore.current().isEmpty()) {
            polled.put("poll-audiences", schedules.pollAudiences());
        }
        Staleness staleness =
                new Staleness(memberSwitch, polls, polled, settings.alerts().staleAfter(), clock);
        return new Alerts(
                new Conditions(failures, removalHolds, standstills, staleness),
                alertBook,
                new AlertMail(settings.alerts(), alertBook, mailSender.getIfAvailable(), clock),
                registry);
    }
}
