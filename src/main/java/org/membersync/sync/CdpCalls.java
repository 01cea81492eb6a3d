package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import org.membersync.cdp.CdpFeed;
import org.membersync.cdp.CdpRequest;

/** The steps around each call to the CDP. */
public class CdpCalls {

    private final CdpFeed feed;
    private final String apiKey;

    CdpCalls(CdpFeed feed, String apiKey) {
        this.feed = feed;
        this.apiKey = apiKey;
    }

    /** The key for the header {@link CdpFeed#KEY_HEADER}. */
    public String key() {
        return apiKey;
    }

    /** The body of a good answer; its refusals are thrown. */
    public JsonNode read(CdpRequest request, int status, String retryAfter, String body) {
        return feed.read(request, status, retryAfter, body);
    }
}
