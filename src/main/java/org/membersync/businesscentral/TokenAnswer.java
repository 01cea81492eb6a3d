package org.membersync.businesscentral;

import java.time.Duration;

/** An access token and how long it lives from the moment it was asked for. */
public record TokenAnswer(String token, Duration lifetime) {

    /** No secret in it. */
    @Override
    public String toString() {
        return "token for " + lifetime.toSeconds() + " s";
    }
}
