package org.membersync.web;

import java.util.Collection;
import org.springframework.security.core.GrantedAuthority;

/** What a person who is logged in may do. */
enum Role {
    /** Sees everything, changes nothing. */
    VIEWER,
    /** Sees everything, starts, stops and replays. */
    OPERATOR;

    boolean isAmong(Collection<? extends GrantedAuthority> authorities) {
        return authorities.stream().map(GrantedAuthority::getAuthority).anyMatch(("ROLE_" + name())::equals);
    }
}
