package org.membersync.settings;

/**
 * Who may log in.
 *
 * @param operatorPassword empty: one is generated and logged at start
 * @param viewerPassword empty: there is no viewer
 */
public record WebSettings(
        String operatorUsername, String operatorPassword, String viewerUsername, String viewerPassword) {

    /** No secret in it. */
    @Override
    public String toString() {
        return "WebSettings[operatorUsername=" + operatorUsername + ", viewerUsername=" + viewerUsername + "]";
    }
}
