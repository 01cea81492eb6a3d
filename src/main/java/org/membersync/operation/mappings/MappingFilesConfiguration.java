package org.membersync.operation.mappings;

import java.time.Clock;
import org.membersync.heyloyalty.ListCache;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.mapping.MappingStore;
import org.membersync.settings.MembersyncSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes changed mapping files when live reload is on, and shows what came of it. */
@Configuration(proxyBeanMethods = false)
class MappingFilesConfiguration {

    @Bean
    MappingReload mappingReload(
            MembersyncSettings settings,
            MappingStore mappingStore,
            BookingMappingStore bookingMappingStore,
            ActivationStore activationStore,
            ListCache heyLoyaltyList,
            Clock clock) {
        return new MappingReload(
                settings.mappingsFolder(),
                mappingStore,
                bookingMappingStore,
                activationStore,
                settings.activationsFolder(),
                settings.audiences().lists().keySet(),
                heyLoyaltyList,
                clock);
    }

    @Bean
    MappingsHealthIndicator mappingsHealthIndicator(MappingReload reload) {
        return new MappingsHealthIndicator(reload);
    }

    @Bean
    MappingsMBean mappingsMBean(MappingReload reload) {
        return new MappingsMBean(reload);
    }
}
