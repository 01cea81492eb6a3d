package org.membersync.operation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.mapping.MappingProblem;
import org.membersync.settings.HeybookingSettings;
import org.membersync.state.Bookings;

/** What can be checked of bookings, only reading; nothing while Heybooking is switched off. */
class BookingChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HeybookingSettings settings;
    private final BookingMappingStore mapping;
    private final Bookings bookings;
    private final Mappings mappings;

    BookingChecks(HeybookingSettings settings, BookingMappingStore mapping, Bookings bookings, Mappings mappings) {
        this.settings = settings;
        this.mapping = mapping;
        this.bookings = bookings;
        this.mappings = mappings;
    }

    /** What can be checked without asking anybody: name to the question that answers what was seen, or throws a {@link Finding}. */
    Map<String, Supplier<String>> own() {
        Map<String, Supplier<String>> checks = new LinkedHashMap<>();
        if (settings.enabled()) {
            checks.put("bookings input", this::input);
            checks.put("bookings folder", this::folder);
            checks.put("bookings mapping", this::columns);
            checks.put("bookings", () -> bookings.counts().toString());
        }
        return checks;
    }

    /** What HeyLoyalty and Heybooking must be asked. */
    Map<String, Supplier<String>> asked() {
        Map<String, Supplier<String>> checks = new LinkedHashMap<>();
        if (settings.enabled()) {
            checks.put("HL fields of buyers", this::fields);
            checks.put("Heybooking", this::heybooking);
        }
        return checks;
    }

    private String input() {
        if (!settings.isPushed() && !settings.hasFolder()) {
            throw new Finding(
                    "bookings come in no way",
                    "Set membersync.heybooking.password (MEMBERSYNC_HEYBOOKING_PASSWORD) to have them pushed, or"
                            + " membersync.heybooking.folder (MEMBERSYNC_HEYBOOKING_FOLDER) to have them dropped in files");
        }
        return settings.isPushed() ? "pushed to /bookings/events" : "in files alone";
    }

    private String folder() {
        if (!settings.hasFolder()) {
            return "none is set";
        }
        Path folder = settings.dropFolder();
        if (!Files.isDirectory(folder) || !Files.isReadable(folder) || !Files.isWritable(folder)) {
            throw new Finding(
                    folder + " is no folder that this user may read and write",
                    "Create it, and give the program the right to read files there and to move them to .done and .failed; or"
                            + " correct membersync.heybooking.folder (MEMBERSYNC_HEYBOOKING_FOLDER)");
        }
        return folder + " can be read and written";
    }

    private String columns() {
        BookingMapping current = mapping.current();
        return current.columns().size() + " columns in " + current.fileName() + "; buyers "
                + (current.hasBuyers() ? "go" : "do not go") + " on the list";
    }

    private String fields() {
        List<MappingProblem> problems = mapping.current().against(mappings.list());
        if (!problems.isEmpty()) {
            throw new Finding(
                    problems.stream().map(MappingProblem::toString).collect(Collectors.joining("; ")),
                    "Mend the booking mapping or the list");
        }
        return mapping.current()
                .notificationList()
                .map(chosen -> "all are on the list, and option " + chosen.option() + " of " + chosen.heyloyalty())
                .orElse("all are on the list");
    }

    /** Heybooking has nothing to be read, so that any answer must do; whether it knows the integration shows the first import. */
    private String heybooking() {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(settings.apiUrl()))
                .timeout(PATIENCE)
                .GET()
                .build();
        try {
            client.send(request, HttpResponse.BodyHandlers.discarding());
            return "answers; integration " + settings.integrationId() + " is not asked for";
        } catch (IOException away) {
            throw new Finding(
                    "does not answer (" + away.getClass().getSimpleName() + ")",
                    "Check membersync.heybooking.api-url (MEMBERSYNC_HEYBOOKING_APIURL) and the way there");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Finding("was not asked, because the check was stopped", "Run it again");
        }
    }
}
