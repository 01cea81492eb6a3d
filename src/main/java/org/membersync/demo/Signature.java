package org.membersync.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks that a call carries the right key, signature and a timestamp near the server's clock. */
final class Signature {

    private static final Duration TOLERANCE = Duration.ofMinutes(15);

    private final HeyLoyaltyOptions options;

    Signature(HeyLoyaltyOptions options) {
        this.options = options;
    }

    boolean allows(Call call) {
        String timestamp = call.header("X-Request-Timestamp");
        Instant at = time(timestamp);
        if (at == null || Duration.between(at, options.clock().instant()).abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        byte[] wanted = ("Basic " + basic(timestamp)).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(wanted, call.header("Authorization").getBytes(StandardCharsets.UTF_8));
    }

    private String basic(String timestamp) {
        return base64(options.apiKey() + ":" + sign(options.apiSecret(), timestamp));
    }

    /** The signature: the HMAC as lower-case hex text, and that text as base64. */
    static String sign(String secret, String timestamp) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return base64(HexFormat.of().formatHex(mac.doFinal(timestamp.getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks HmacSHA256", e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Instant time(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException notRfc1123) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException notIsoEither) {
                return null;
            }
        }
    }
}
