package org.membersync.settings;

import java.util.Locale;

/**
 * Where the state is kept.
 *
 * @param url {@code jdbc:hsqldb:...} (embedded) or {@code jdbc:postgresql:...}
 */
public record DatabaseSettings(String url, String username, String password) {

    /** Whether one process alone uses the database, as its files take one at a time. */
    public boolean isEmbedded() {
        return url.toLowerCase(Locale.ROOT).startsWith("jdbc:hsqldb:");
    }

    /** No secret in it. */
    @Override
    public String toString() {
        return "DatabaseSettings[url=" + url.replaceAll("[?;].*", "") + "]";
    }
}
