package org.membersync.operation.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.heyloyalty.ListCache;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.Activations;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.MappingFileException;
import org.membersync.mapping.MappingStore;
import org.membersync.mapping.MemberMapping;
import org.membersync.support.MutableClock;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

class MappingReloadTest {

    private static final String EMAIL = "fields:\n  - { bc: email, heyloyalty: email }\n";
    private static final String EMAIL_AND_CITY = EMAIL + "  - { bc: city, heyloyalty: city }\n";
    private static final String BROKEN = EMAIL + "  - { bc: city, heyloyalty: city, direction: bth }\n";

    @TempDir
    private Path folder;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-02-28T12:00:00Z"));
    private final ListCache list = new ListCache(clock, Duration.ofMinutes(10));
    private final ActivationStore activations = new ActivationStore(Activations.NONE);
    private final BookingMappingStore bookings = new BookingMappingStore(null);
    private MappingStore mapping;
    private MappingReload reload;

    @BeforeEach
    void load() throws IOException {
        write(EMAIL);
        mapping = new MappingStore(MemberMapping.load(folder));
        reload = new MappingReload(
                folder, mapping, bookings, activations, folder.resolve("activations"), Set.of(), list, clock);
        list.store(new ListDefinition("1717", "Members", "email", Map.of()));
    }

    @Test
    void takesAChangeAndLetsTheListBeReadAgainWithoutTakingItFromMembersInHand() throws IOException {
        write(EMAIL_AND_CITY);

        reload.reload();

        assertThat(mapping.current().ofBusinessCentralField("city")).isPresent();
        assertThat(list.isStale()).isTrue();
        assertThat(list.current().id()).isEqualTo("1717");
    }

    @Test
    void takesActivationsTooOrRefusesAllOfAChange() throws IOException {
        Files.createDirectories(folder.resolve("activations"));
        Path club = folder.resolve("activations/club.yaml");
        Files.writeString(club, "name: Club\naudiences:\n  - { id: a1, name: Cats, field: cdp_cats }\n");
        reload.reload();
        assertThat(activations.current().audienceIds()).containsExactly("a1");

        Files.writeString(club, "name: Club\naudiences:\n  - { id: a1, name: Cats, field: email }\n");
        write(EMAIL_AND_CITY);
        assertThatThrownBy(reload::reload)
                .isInstanceOf(MappingFileException.class)
                .hasMessageContaining("club.yaml:3: field: \"email\" is a field of HeyLoyalty's own");
        assertThat(activations.current().audienceIds()).containsExactly("a1");
        assertThat(mapping.current().ofBusinessCentralField("city")).isEmpty();
    }

    @Test
    void leavesTheListAloneWhenNothingChanged() {
        reload.reload();

        assertThat(list.isStale()).isFalse();
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void refusesABrokenFileWithItsLineWhileTheOldMappingStaysInForce() throws IOException {
        MemberMapping before = mapping.current();
        write(BROKEN);

        assertThatThrownBy(reload::reload)
                .isInstanceOf(MappingFileException.class)
                .hasMessageContaining("member.yaml:3: ")
                .hasMessageContaining("bth");

        assertThat(mapping.current()).isSameAs(before);
        assertThat(list.isStale()).isFalse();
        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health().getDetails())
                .containsEntry("refusedAt", "2026-02-28T12:00:00Z")
                .hasEntrySatisfying(
                        "refusal", text -> assertThat(String.valueOf(text)).contains("member.yaml:3: "));
    }

    @Test
    void refusesAFolderThatHasGone() throws IOException {
        reload.reload();
        Files.delete(folder.resolve("member.yaml"));

        assertThatThrownBy(reload::reload).hasMessageContaining("the file is missing");

        assertThat(mapping.current().fields()).hasSize(1);
    }

    @Test
    void isWellAgainOnceTheFileIsMended() throws IOException {
        write(BROKEN);
        assertThatThrownBy(reload::reload).isInstanceOf(MappingFileException.class);

        write(EMAIL_AND_CITY);
        reload.reload();

        assertThat(mapping.current().fields()).hasSize(2);
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void takesTheBookingMappingWithItOrNeither() throws IOException {
        String columns =
                "columns:\n  - { source: holderEmail, column: email }\n  - { source: bookingId, column: booking_id }\n";
        Path file = folder.resolve("heybooking.yaml");
        Files.writeString(file, columns);
        bookings.replace(BookingMapping.load(folder, mapping.current()));

        Files.writeString(file, columns + "  - { source: prise, column: price }\n");
        write(EMAIL_AND_CITY);
        assertThatThrownBy(reload::reload).hasMessageContaining("heybooking.yaml:4: source: \"prise\"");
        assertThat(bookings.current().columns()).hasSize(2);
        assertThat(mapping.current().fields()).hasSize(1);

        Files.writeString(file, columns + "  - { source: price, column: price }\n");
        reload.reload();
        assertThat(bookings.current().columns()).hasSize(3);
        assertThat(mapping.current().fields()).hasSize(2);
    }

    @Test
    void keepsThePackagedMappingWhileThereIsNoFolder() {
        MappingReload absent = new MappingReload(
                folder.resolve("absent"),
                mapping,
                bookings,
                activations,
                folder.resolve("activations"),
                Set.of(),
                list,
                clock);

        absent.reload();

        assertThat(absent.lastRefusal()).isEmpty();
    }

    @Test
    void tellsTheRefusalByJmx() throws IOException {
        MappingsMBean mbean = new MappingsMBean(reload);
        assertThat(mbean.getLastRefusal()).isEmpty();
        write(BROKEN);

        assertThat(mbean.reload())
                .startsWith("refused, the mapping in force stays:")
                .contains("member.yaml:3: ");

        assertThat(mbean.getLastRefusal()).startsWith("2026-02-28T12:00:00Z").contains("member.yaml:3: ");
        assertThat(mbean.getFields()).isEqualTo(1);
        write(EMAIL_AND_CITY);
        assertThat(mbean.reload()).isEqualTo("2 fields in force");
        assertThat(mbean.getFile()).endsWith("member.yaml");
    }

    private Health health() {
        return new MappingsHealthIndicator(reload).health();
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("member.yaml"), yaml);
    }
}
