package org.membersync.state;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keyed hashes of erased persons, so that a late page or message does not bring them back (quality P5). */
public class Suppressions {

    private static final String KEY_NAME = "suppression";

    private final JdbcClient jdbc;
    private final Clock clock;
    private byte[] key;

    Suppressions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether the member was erased before. */
    public boolean isSuppressed(String memberId) {
        return holds(hash(memberId));
    }

    /**
     * Those of the members who were erased before.
     *
     * @param memberIds a thousand at most
     */
    public Set<String> suppressedMembers(Collection<String> memberIds) {
        Map<String, String> byHash = new HashMap<>();
        memberIds.forEach(memberId -> byHash.put(hash(memberId), memberId));
        return suppressed(byHash.keySet()).stream().map(byHash::get).collect(Collectors.toSet());
    }

    /** Whether the entry of the HeyLoyalty list belonged to somebody who was erased. */
    public boolean isEntrySuppressed(String heyLoyaltyId) {
        return holds(entryHash(heyLoyaltyId));
    }

    /** When somebody with that keyed hash of an e-mail address was erased. */
    Optional<Instant> contactSuppressedAt(String contactHash) {
        return jdbc.sql("SELECT suppressed_at FROM suppression WHERE person_hash = :hash")
                .param("hash", contactHash)
                .query((row, number) -> Columns.instant(row, "suppressed_at"))
                .optional();
    }

    void addContact(String contactHash) {
        addHash(contactHash);
    }

    /** The keyed hash that stands for an e-mail address in any case of letters, 64 hex digits; null for none. */
    String contactHash(String email) {
        String plain = email.strip().toLowerCase(Locale.ROOT);
        return plain.isEmpty() ? null : emailHash(plain);
    }

    void add(String memberId) {
        addHash(hash(memberId));
    }

    void addEntry(String heyLoyaltyId) {
        addHash(entryHash(heyLoyaltyId));
    }

    private boolean holds(String hash) {
        return jdbc.sql("SELECT COUNT(*) FROM suppression WHERE person_hash = :hash")
                        .param("hash", hash)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void addHash(String hash) {
        if (!holds(hash)) {
            jdbc.sql("INSERT INTO suppression (person_hash, suppressed_at) VALUES (:hash, :now)")
                    .param("hash", hash)
                    .param("now", Columns.at(clock.instant()))
                    .update();
        }
    }

    /** The keyed hash that stands for the member where the member itself may not stand any more, 64 hex digits. */
    String hash(String memberId) {
        return keyed("bc:" + memberId);
    }

    /** The keyed hash that stands for an entry of the HeyLoyalty list, 64 hex digits. */
    String entryHash(String heyLoyaltyId) {
        return keyed("hl:" + heyLoyaltyId);
    }

    /** The keyed hash that stands for what an entry of the HeyLoyalty list holds, 64 hex digits. */
    String stateHash(String heyLoyaltyId, String state) {
        return keyed("hl-state:" + heyLoyaltyId + ":" + state);
    }

    /** The keyed hash that stands for an e-mail address in small letters, 64 hex digits. */
    String emailHash(String email) {
        return keyed("email:" + email);
    }

    /** The keyed hash that stands for a person of whom a CDP tells by that address, 64 hex digits. */
    String audienceHash(String email) {
        return keyed("audience:" + email);
    }

    /** Those of the hashes that stand for erased persons. */
    Set<String> suppressed(Collection<String> hashes) {
        return hashes.isEmpty()
                ? Set.of()
                : new HashSet<>(jdbc.sql("SELECT person_hash FROM suppression WHERE person_hash IN (:hashes)")
                        .param("hashes", hashes)
                        .query(String.class)
                        .list());
    }

    /** Whoever was erased comes back by their own will. */
    void lift(String hash) {
        jdbc.sql("DELETE FROM suppression WHERE person_hash = :hash")
                .param("hash", hash)
                .update();
    }

    /** The keyed hash that stands for the last digits of a phone number, 64 hex digits. */
    String phoneHash(String ending) {
        return keyed("phone:" + ending);
    }

    /**
     * Makes the key if there is none yet. Called before anything is written: a key that was made within a transaction would be
     * lost with it, and every hash that was made with it.
     */
    void makeKey() {
        key();
    }

    /**
     * Makes hashes of many texts with the same key.
     *
     * @param purpose parts them from all other hashes: equal texts of two purposes have different ones
     */
    public KeyedHashes hashes(String purpose) {
        return new KeyedHashes(mac(), purpose);
    }

    private String keyed(String person) {
        return HexFormat.of().formatHex(mac().doFinal(person.getBytes(StandardCharsets.UTF_8)));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    /** Made by the first who asks; other workers wait for it, another process may have been quicker. */
    private synchronized byte[] key() {
        if (key == null) {
            key = Base64.getDecoder().decode(storedKey().orElseGet(this::newKey));
        }
        return key;
    }

    private Optional<String> storedKey() {
        return jdbc.sql("SELECT key_value FROM instance_key WHERE name = :name")
                .param("name", KEY_NAME)
                .query(String.class)
                .optional();
    }

    private String newKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        String fresh = Base64.getEncoder().encodeToString(bytes);
        try {
            jdbc.sql("INSERT INTO instance_key (name, key_value) VALUES (:name, :key)")
                    .param("name", KEY_NAME)
                    .param("key", fresh)
                    .update();
            return fresh;
        } catch (DuplicateKeyException e) {
            return storedKey().orElseThrow(() -> e);
        }
    }
}
