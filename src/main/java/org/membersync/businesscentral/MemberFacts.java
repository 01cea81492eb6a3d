package org.membersync.businesscentral;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the REST interface does not tell of a member and the feeds do.
 *
 * @param countryCode empty for none
 * @param createdAt null when unknown
 * @param itemNumbers membership id in lower case to the item number of the entry that counts today
 */
public record MemberFacts(String countryCode, Instant createdAt, Map<String, String> itemNumbers) {

    public MemberFacts {
        itemNumbers = itemNumbers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    }
}
