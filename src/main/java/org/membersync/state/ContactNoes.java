package org.membersync.state;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.membersync.mapping.PhoneNumbers;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Since when people are unsubscribed of whom only their contact is known, as imported lists say: by keyed hashes, so that
 * nobody is subscribed whom HeyLoyalty no longer has and who said no (quality P1).
 */
public class ContactNoes {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Suppressions hashes;

    ContactNoes(JdbcClient jdbc, Clock clock, Suppressions hashes) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.hashes = hashes;
    }

    /**
     * When somebody with one of the contacts last unsubscribed; empty when nobody is known to have.
     *
     * @param phone in any spelling: its last digits are compared
     */
    public Optional<Instant> lastNo(String email, String phone) {
        return Stream.of(emailHash(email), phoneHash(phone))
                .flatMap(Optional::stream)
                .flatMap(hash -> find(hash).stream())
                .max(Instant::compareTo);
    }

    private Optional<Instant> find(String hash) {
        return jdbc.sql("SELECT unsubscribed_at FROM contact_no WHERE contact_hash = :hash")
                .param("hash", hash)
                .query((row, number) -> Columns.instant(row, "unsubscribed_at"))
                .optional();
    }

    /** Notes a no; the latest of a contact counts. The phone number only stands for somebody without an e-mail address. */
    void add(ImportedEntry entry) {
        emailHash(entry.email()).or(() -> phoneHash(entry.phone())).ifPresent(hash -> jdbc.sql("""
                                MERGE INTO contact_no AS t
                                USING (VALUES (CAST(:hash AS VARCHAR(64)), CAST(:since AS TIMESTAMP WITH TIME ZONE),
                                  CAST(:now AS TIMESTAMP WITH TIME ZONE))) AS v(contact_hash, unsubscribed_at, noted_at)
                                ON t.contact_hash = v.contact_hash
                                WHEN MATCHED THEN UPDATE SET
                                  unsubscribed_at = GREATEST(t.unsubscribed_at, v.unsubscribed_at), noted_at = v.noted_at
                                WHEN NOT MATCHED THEN INSERT (contact_hash, unsubscribed_at, noted_at)
                                  VALUES (v.contact_hash, v.unsubscribed_at, v.noted_at)
                                """)
                .param("hash", hash)
                .param("since", Columns.at(entry.unsubscribedAt()))
                .param("now", Columns.at(clock.instant()))
                .update());
    }

    private Optional<String> emailHash(String email) {
        String plain = email.strip().toLowerCase(Locale.ROOT);
        return plain.isEmpty() ? Optional.empty() : Optional.of(hashes.emailHash(plain));
    }

    private Optional<String> phoneHash(String phone) {
        String ending = PhoneNumbers.ending(phone);
        return ending.isEmpty() ? Optional.empty() : Optional.of(hashes.phoneHash(ending));
    }
}
