package org.membersync.heyloyalty;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.membersync.http.HttpDate;

/** Signs requests: a request must be signed right before it is sent, since the time is part of it. */
public final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private final String key;
    private final SecretKeySpec secret;
    private final Clock clock;

    /**
     * @param key the API key
     * @param secret the API secret, not empty
     */
    public Signature(String key, String secret, Clock clock) {
        this.key = key;
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    /** The headers of a request that is sent now. */
    public SignedHeaders sign() {
        String timestamp = HttpDate.write(clock.instant());
        // HeyLoyalty encodes the digest twice: as lower-case hex text first, then that text as Base64.
        String hex = HexFormat.of().formatHex(digest(timestamp));
        return new SignedHeaders(timestamp, "Basic " + base64(key + ":" + base64(hex)));
    }

    private byte[] digest(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, missing);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** No secret in it. */
    @Override
    public String toString() {
        return "Signature";
    }
}
