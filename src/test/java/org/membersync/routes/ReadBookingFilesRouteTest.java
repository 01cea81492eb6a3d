package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.failure.TransientException;
import org.membersync.state.Bookings.Result;
import org.mockito.ArgumentMatchers;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            RouteTestSupport.HEYBOOKING + "read-booking-files.camel.yaml" + RouteTestSupport.FAILURES,
            "membersync.heybooking.enabled=true",
            "membersync.heybooking.integration-id=7",
            "membersync.heybooking.errors-email=drift@example.dk"
        })
class ReadBookingFilesRouteTest extends RouteTestSupport {

    private static final String EVENT =
            "{\"ticketNumber\":\"T-1\",\"admissionCode\":\"MAIN\",\"holderEmail\":\"a@example.dk\"}";

    @TempDir
    private static Path folder;

    @DynamicPropertySource
    static void useTheFolder(DynamicPropertyRegistry registry) {
        registry.add("membersync.heybooking.folder", folder::toString);
    }

    @BeforeEach
    void readByHand() throws Exception {
        tickByHand("read-booking-files");
        when(bookings.store(anyList())).thenReturn(Map.of(Result.TAKEN, 1));
    }

    @Test
    void takesAWholeFile() throws IOException {
        Exchange taken = drop("sold.jsonl", EVENT + "\n" + EVENT.replace("T-1", "T-2"));

        assertThat(taken.getException()).isNull();
        assertThat(taken.getVariable("bookingFolder")).isEqualTo(".done");
        verify(bookings).store(argThat(events -> events.size() == 2));
        verify(bookingMetrics).count(Map.of(Result.TAKEN, 1));
        assertThat(reasons()).isZero();
    }

    @Test
    void takesTheGoodLinesAndTellsTheOthersBeside() throws IOException {
        Exchange taken = drop("half.jsonl", EVENT + "\n{\"ticketNumber\":");

        assertThat(taken.getVariable("bookingFolder")).isEqualTo(".failed");
        verify(bookings).store(argThat(events -> events.size() == 1));
        Path reasons = folder.resolve(".failed").resolve(taken.getVariable("bookingFileName") + ".reasons.txt");
        assertThat(reasons).content(StandardCharsets.UTF_8).contains("2").doesNotContain("a@example.dk");
        Files.delete(reasons);
    }

    @Test
    void leavesTheFileWhereItIsWhileTheDatabaseIsAway() {
        when(bookings.store(ArgumentMatchers.anyList())).thenThrow(new DataAccessResourceFailureException("away"));

        assertThat(drop("sold.jsonl", EVENT).getException()).hasRootCauseInstanceOf(TransientException.class);
        verify(bookingMetrics, never()).count(ArgumentMatchers.anyMap());
    }

    private static long reasons() throws IOException {
        Path failed = folder.resolve(".failed");
        if (!Files.isDirectory(failed)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(failed)) {
            return files.count();
        }
    }

    private Exchange drop(String name, String content) {
        return camel.request("direct:tick", exchange -> {
            exchange.getMessage().setBody(content.getBytes(StandardCharsets.UTF_8));
            exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
            exchange.getMessage().setHeader(Exchange.FILE_NAME_ONLY, name);
        });
    }
}
