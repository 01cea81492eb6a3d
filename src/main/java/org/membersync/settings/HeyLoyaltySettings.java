package org.membersync.settings;

import java.time.ZoneId;

/**
 * How HeyLoyalty is reached.
 *
 * @param apiUrl root of the API, without a slash at the end
 * @param pageSize entries per page of the list
 * @param skipOptIn whether a list's double opt-in is passed by, because the consent is on record
 * @param timeZone the zone of HeyLoyalty's times, which carry none
 */
public record HeyLoyaltySettings(
        String apiUrl,
        String apiKey,
        String apiSecret,
        String listId,
        int pageSize,
        int maxConcurrentRequests,
        boolean skipOptIn,
        ZoneId timeZone) {

    /** No secret in it. */
    @Override
    public String toString() {
        return "HeyLoyaltySettings[apiUrl=" + apiUrl + ", listId=" + listId + "]";
    }
}
