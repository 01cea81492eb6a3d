package org.membersync.population.imports;

import java.time.Clock;
import org.membersync.mapping.MappingStore;
import org.membersync.settings.MembersyncSettings;
import org.membersync.state.ImportedList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers the import. */
@Configuration(proxyBeanMethods = false)
class ImportConfiguration {

    @Bean
    Importing importing(
            ImportedList importedList, MappingStore mappingStore, MembersyncSettings settings, Clock clock) {
        return new Importing(importedList, mappingStore, settings.heyLoyalty(), settings.members(), clock);
    }
}
