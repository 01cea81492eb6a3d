package org.membersync.businesscentral;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The text that a subscription was made with, and that proves its events; how long a comparison takes tells nothing of it. */
final class ClientState {

    private final byte[] expected;

    ClientState(String text) {
        this.expected = digest(text);
    }

    boolean is(String told) {
        return MessageDigest.isEqual(expected, digest(told));
    }

    /** Of equal length for every text. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
