package org.membersync.operation;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who is logged in at the console. */
final class Person {

    private Person() {}

    static String name() {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        return person == null ? "jmx" : person.getName();
    }
}
