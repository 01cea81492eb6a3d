package org.membersync.demo;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Notes every write that goes against a withdrawn consent or an erasure, and which fields updates name; never with personal data. */
final class ConsentWatch {

    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Set<Set<String>> patched = ConcurrentHashMap.newKeySet();
    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
    private volatile Predicate<String> mayBeSubscribed = email -> true;

    void mayBeSubscribed(Predicate<String> rule) {
        mayBeSubscribed = rule;
    }

    /** The address was unsubscribed or erased. */
    void withdrawn(String email) {
        if (!email.isEmpty()) {
            withdrawn.add(email);
        }
    }

    void created(String id, String email) {
        if (withdrawn.contains(email) && !mayBeSubscribed.test(email)) {
            violations.add("created the active member " + id + " for an address that withdrew its consent");
        }
    }

    void changed(String method, ListEntry before) {
        if (before.erased) {
            violations.add(method + " wrote to the erased member " + before.id);
        } else if (!before.active) {
            violations.add(method + " re-activated the unsubscribed member " + before.id);
        }
    }

    /** Which fields one update names. */
    void patched(Set<String> fields) {
        patched.add(Set.copyOf(fields));
    }

    Set<Set<String>> patched() {
        return Set.copyOf(patched);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    void clear() {
        violations.clear();
        patched.clear();
    }
}
