package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.state.Bookings;
import org.membersync.support.World;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files are dropped into the folder: whole ones, torn ones, and one that is still being written. */
class BookingFilesFlowTest {

    @TempDir
    private Path folder;

    @Test
    void filesAreTakenWhenTheyRestAndToldOfWhenTheyAreBad() throws IOException {
        Path half = folder.resolve("half.jsonl");
        try (World world = TicketOffice.open(World.empty())
                .with("membersync.heybooking.folder", folder.toString())
                .with("membersync.enabled", "false")
                .with("membersync.schedules.enabled", "true")
                .start()) {
            write(folder.resolve("good.json"), TicketOffice.ticket("J-1", "j1@example.dk"));
            write(
                    folder.resolve("some.jsonl"),
                    (TicketOffice.ticket("K-1", "k1@example.dk") + "\n").repeat(2) + "{torn\n");
            write(
                    folder.resolve("twice.csv"),
                    "ticketNumber,admissionCode,holderEmail\n" + "M-1,MAIN,m1@example.dk\n".repeat(2));
            Files.write(
                    folder.resolve("latin.csv"),
                    "ticketNumber,admissionCode,holderName\nL-1,MAIN,Åse".getBytes(StandardCharsets.ISO_8859_1));
            write(folder.resolve("ignored.part"), "half of something");

            // Written on and on, until it is whole.
            write(half, TicketOffice.ticket("H-1", "h1@example.dk") + "\n{\"ticketNumber\":\"H-2\",");
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        Files.writeString(half, " ", StandardOpenOption.APPEND);
                        return names(".done").size() == 2 && names(".failed").size() == 4;
                    });
            assertThat(half).exists();
            Files.writeString(
                    half, "\"admissionCode\":\"MAIN\",\"holderEmail\":\"h2@example.dk\"}\n", StandardOpenOption.APPEND);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> names(".done").size() == 3);

            assertThat(world.bean(Bookings.class).latest(10))
                    .extracting(Bookings.Shown::bookingId)
                    .containsExactlyInAnyOrder("H-1_MAIN", "H-2_MAIN", "J-1_MAIN", "K-1_MAIN", "M-1_MAIN");
            assertThat(names(".failed"))
                    .anyMatch(name -> name.endsWith("-latin.csv"))
                    .anyMatch(name -> name.endsWith("-some.jsonl"));
            assertThat(reasons("latin.csv")).startsWith("The file is not UTF-8");
            assertThat(reasons("some.jsonl")).startsWith("Line 3 is not a whole JSON object");
            assertThat(folder.resolve("ignored.part")).exists();
            assertThat(world.bean(JdbcClient.class)
                            .sql("SELECT COUNT(*) FROM failure")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    private String reasons(String file) throws IOException {
        String name = names(".failed").stream()
                .filter(each -> each.endsWith("-" + file + ".reasons.txt"))
                .findFirst()
                .orElseThrow();
        return Files.readString(folder.resolve(".failed").resolve(name));
    }

    private List<String> names(String below) throws IOException {
        Path place = folder.resolve(below);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }
}
