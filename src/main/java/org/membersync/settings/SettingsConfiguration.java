package org.membersync.settings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Offers the settings to every other room. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

    @Bean
    MembersyncSettings membersyncSettings(ConfigurableEnvironment environment) {
        return SettingsLoader.load(environment);
    }
}
