package org.membersync.operation;

import org.membersync.sync.MemberSwitch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Says at the start that nothing will be done, and how to change that. */
class SwitchNotice implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(SwitchNotice.class);

    private final MemberSwitch memberSwitch;
    private final boolean serving;

    /** @param serving whether the schedules run; a command says it itself */
    SwitchNotice(MemberSwitch memberSwitch, boolean serving) {
        this.memberSwitch = memberSwitch;
        this.serving = serving;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (serving && !memberSwitch.isAnyOn()) {
            LOG.warn("Nothing is synchronized. {}", memberSwitch.whyOff());
        }
    }
}
