package org.membersync.web;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.membersync.settings.MembersyncSettings;
import org.membersync.settings.WebSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * The operator and, when a password is set for it, the viewer. A password that begins with {@code {bcrypt}} is taken as already
 * encoded.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class WebUsers {

    private static final Logger log = LoggerFactory.getLogger(WebUsers.class);
    private static final int GENERATED_BYTES = 18;
    private static final String ENCODED = "{bcrypt}";

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    InMemoryUserDetailsManager webUserDetails(MembersyncSettings settings, PasswordEncoder encoder) {
        WebSettings web = settings.web();
        List<UserDetails> users = new ArrayList<>();
        users.add(user(web.operatorUsername(), operatorPassword(web), Role.OPERATOR, encoder));
        if (!web.viewerPassword().isBlank()) {
            users.add(user(web.viewerUsername(), web.viewerPassword(), Role.VIEWER, encoder));
        }
        return new InMemoryUserDetailsManager(users);
    }

    private static String operatorPassword(WebSettings settings) {
        if (!settings.operatorPassword().isBlank()) {
            return settings.operatorPassword();
        }
        byte[] random = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        // Whoever reads this log can run the program anyway, and without it nobody could log in to a first trial.
        log.warn(
                "generated operator password: {} (user {}; set membersync.web.operator-password, environment variable"
                        + " MEMBERSYNC_WEB_OPERATORPASSWORD, to have one that lasts)",
                password,
                settings.operatorUsername());
        return password;
    }

    private static UserDetails user(String name, String password, Role role, PasswordEncoder encoder) {
        String encoded = password.startsWith(ENCODED) ? password : encoder.encode(password);
        return User.withUsername(name).password(encoded).roles(role.name()).build();
    }
}
