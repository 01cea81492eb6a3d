package org.membersync.state;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;

/** Keyed hashes of many texts for one purpose. Not to be shared between threads. */
public final class KeyedHashes {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Mac mac;
    private final byte[] purpose;

    KeyedHashes(Mac mac, String purpose) {
        this.mac = mac;
        this.purpose = (purpose + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The first characters of the text's keyed hash, letters, digits, dashes and underscores; six bits each. */
    public String of(String text, int length) {
        mac.update(purpose);
        return BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))
                .substring(0, length);
    }
}
