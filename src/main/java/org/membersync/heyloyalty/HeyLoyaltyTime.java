package org.membersync.heyloyalty;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Reads HeyLoyalty's times, which name no zone. */
final class HeyLoyaltyTime {

    private HeyLoyaltyTime() {}

    /**
     * The moment; null for HeyLoyalty's way to say that there is none.
     *
     * @throws java.time.DateTimeException when it is no time
     */
    static Instant read(String text, ZoneId zone) {
        if (MemberFields.isEmptyDate(text)) {
            return null;
        }
        String iso = text.replace(' ', 'T');
        boolean zoned = iso.endsWith("Z") || iso.matches(".*[+-]\\d{2}:\\d{2}");
        return zoned
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).atZone(zone).toInstant();
    }
}
