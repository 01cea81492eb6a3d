package org.membersync.settings;

/**
 * Where the state is kept.
 *
 * @param url {@code jdbc:hsqldb:...} (embedded) or {@code jdbc:postgresql:...}
 */
public record DatabaseSettings(String url, String username, String password) {

    /** No secret in it. */
    @Override
    public String toString() {
        return "DatabaseSettings[url=" + url.replaceAll("[?;].*", "") + "]";
    }
}
