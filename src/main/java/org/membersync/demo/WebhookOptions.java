package org.membersync.demo;

/**
 * How the simulated HeyLoyalty sends webhooks.
 *
 * @param username of Basic authentication
 * @param simplified whether in the simplified format, in which the member is a JSON text
 * @param lostShare how much is lost on purpose, from 0 to 1
 * @param seed the same seed loses the same ones of the same changes
 * @param byHand whether they wait for {@link SimulatedHeyLoyalty#deliverWebhooks}, else they are sent at once
 */
public record WebhookOptions(
        String username, String password, boolean simplified, double lostShare, long seed, boolean byHand) {

    /** At once, in the default format, and none is lost. */
    public static WebhookOptions basic(String username, String password) {
        return new WebhookOptions(username, password, false, 0, 1, false);
    }

    public WebhookOptions asSimplified() {
        return new WebhookOptions(username, password, true, lostShare, seed, byHand);
    }

    /** Loses that share of them. */
    public WebhookOptions losing(double share, long by) {
        return new WebhookOptions(username, password, simplified, share, by, byHand);
    }

    public WebhookOptions sentByHand() {
        return new WebhookOptions(username, password, simplified, lostShare, seed, true);
    }

    /** The password never shows. */
    @Override
    public String toString() {
        return "webhooks by " + username + (simplified ? ", simplified" : "") + (byHand ? ", by hand" : "");
    }
}
