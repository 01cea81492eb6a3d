package org.membersync.settings;

/**
 * How HeyLoyalty proves that a webhook comes from it, and Business Central that an event does.
 *
 * @param username of {@code basic}
 * @param password of {@code basic}; empty: nothing is received
 * @param issuerUri of {@code oauth2}, exactly as tokens name it; empty: nothing is received
 * @param audience of {@code oauth2}: what tokens must be meant for
 * @param businessCentralClientState what Business Central's subscriptions are made with; empty: no event is received
 */
public record WebhookSettings(
        Auth auth,
        String username,
        String password,
        String issuerUri,
        String audience,
        String businessCentralClientState) {

    /** The ways of proof. */
    public enum Auth {
        BASIC,
        OAUTH2,
        /** Everybody is believed: only where nobody but this machine can call. */
        NONE
    }

    /** Whether HeyLoyalty's webhooks are received at all. */
    public boolean isOn() {
        return switch (auth) {
            case BASIC -> !password.isBlank();
            case OAUTH2 -> !issuerUri.isBlank();
            case NONE -> true;
        };
    }

    /** Whether Business Central's events are received at all. */
    public boolean isBusinessCentralOn() {
        return !businessCentralClientState.isBlank();
    }

    /** No secret in it. */
    @Override
    public String toString() {
        return "WebhookSettings[auth=" + auth + ", issuerUri=" + issuerUri + ", audience=" + audience + "]";
    }
}
