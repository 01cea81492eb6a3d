package org.membersync.demo;

import java.time.Clock;

/**
 * How the simulated HeyLoyalty is set up.
 *
 * @param listId the only list
 * @param duplicates {@code allow}, {@code allow_email}, {@code allow_mobile} or {@code disallow}
 */
public record HeyLoyaltyOptions(String apiKey, String apiSecret, String listId, String duplicates, Clock clock) {

    /** The setup of the demo; see the constants of {@link DemoConfiguration}. */
    public static HeyLoyaltyOptions defaults() {
        return new HeyLoyaltyOptions(
                DemoConfiguration.HEYLOYALTY_API_KEY,
                DemoConfiguration.HEYLOYALTY_API_SECRET,
                DemoConfiguration.LIST_ID,
                "disallow",
                Clock.systemUTC());
    }

    public HeyLoyaltyOptions withDuplicates(String rule) {
        return new HeyLoyaltyOptions(apiKey, apiSecret, listId, rule, clock);
    }

    public HeyLoyaltyOptions withClock(Clock other) {
        return new HeyLoyaltyOptions(apiKey, apiSecret, listId, duplicates, other);
    }

    /** Keys never show. */
    @Override
    public String toString() {
        return "simulated HeyLoyalty, list " + listId;
    }
}
