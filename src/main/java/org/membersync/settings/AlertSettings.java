package org.membersync.settings;

import java.time.Duration;
import java.util.List;

/**
 * What operators are told without asking.
 *
 * @param staleAfter how long a poll may fail before it is told
 * @param emailTo who gets e-mails; empty for none
 * @param emailFrom their sender; empty when there are none
 */
public record AlertSettings(Duration staleAfter, List<String> emailTo, String emailFrom) {

    public AlertSettings {
        emailTo = List.copyOf(emailTo);
    }
}
