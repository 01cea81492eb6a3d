package org.membersync.sync;

import java.nio.file.Files;
import java.nio.file.Path;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.Activations;
import org.membersync.mapping.CreatedValuesFile;
import org.membersync.mapping.MappingStore;
import org.membersync.mapping.MemberMapping;
import org.membersync.settings.MembersyncSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the mapping files once; a mistake in them stops the start. */
@Configuration(proxyBeanMethods = false)
class MappingConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(MappingConfiguration.class);

    @Bean
    MappingStore mappingStore(MembersyncSettings settings) {
        Path folder = settings.mappingsFolder();
        if (Files.isDirectory(folder)) {
            return new MappingStore(MemberMapping.load(folder));
        }
        LOG.warn("There is no folder {}: the packaged example mapping is used", folder);
        return new MappingStore(MemberMapping.packaged());
    }

    @Bean
    ActivationStore activationStore(MembersyncSettings settings, MappingStore mappingStore) {
        return new ActivationStore(Activations.load(
                settings.activationsFolder(), settings.audiences().lists().keySet(), mappingStore.current()));
    }

    @Bean
    CreatedValuesFile createdValuesFile(MembersyncSettings settings) {
        return new CreatedValuesFile(settings.mappingsFolder());
    }
}
