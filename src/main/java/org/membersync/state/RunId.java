package org.membersync.state;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Names one run of the program in the ledger: its start in UTC and a few random digits. */
public record RunId(String value) {

    static RunId startedAt(Instant start) {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(start);
        return new RunId(time + "-" + UUID.randomUUID().toString().substring(0, 8));
    }
}
