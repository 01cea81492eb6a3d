package org.membersync.heyloyalty;

import java.net.URI;
import java.util.List;

/**
 * A webhook of the list as HeyLoyalty has it.
 *
 * @param url where HeyLoyalty calls
 * @param contactEmail whom HeyLoyalty tells when it gives up on a delivery
 * @param triggers the kinds of events that it tells of, in HeyLoyalty's spelling
 */
public record RegisteredWebhook(String id, String url, String contactEmail, List<String> triggers) {

    /** Where our program receives webhooks, behind whatever leads to it. */
    public static final String RECEIVER = "/webhooks/heyloyalty";

    /** Whether it leads to a program like ours. */
    public boolean isOurs() {
        return shownUrl().endsWith(RECEIVER);
    }

    /** Whether both lead to the same place. */
    public boolean leadsTo(String other) {
        return withoutSlash(url).equals(withoutSlash(other));
    }

    /** The address without what may be secret in it: a login and parameters. */
    public String shownUrl() {
        return withoutSlash(url.replaceFirst("[?#].*$", "").replaceFirst("//[^/@]*@", "//"));
    }

    /** The kinds of {@link Webhooks#TRIGGERS} that it does not tell of. */
    public List<String> missingTriggers() {
        return Webhooks.TRIGGERS.stream()
                .filter(trigger -> triggers.stream().noneMatch(trigger::equalsIgnoreCase))
                .toList();
    }

    /** Whether HeyLoyalty can call there and finds our receiver. */
    public static boolean canBe(URI address) {
        return address.getHost() != null
                && address.getUserInfo() == null
                && address.getQuery() == null
                && address.getFragment() == null
                && address.getPath().endsWith(RECEIVER)
                && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
    }

    /** It holds an address of a person. */
    @Override
    public String toString() {
        return "webhook " + id + " to " + shownUrl();
    }

    private static String withoutSlash(String address) {
        return address.replaceAll("/+$", "");
    }
}
