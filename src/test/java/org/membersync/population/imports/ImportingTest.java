package org.membersync.population.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.decision.RemovalLimit;
import org.membersync.decision.RequiredContactInfo;
import org.membersync.mapping.MappingStore;
import org.membersync.mapping.MemberMapping;
import org.membersync.population.imports.ImportReport.Problem;
import org.membersync.settings.HeyLoyaltySettings;
import org.membersync.settings.MemberSettings;
import org.membersync.settings.MemberSettings.SpamComplaint;
import org.membersync.state.ImportedEntry;
import org.membersync.state.ImportedList;

class ImportingTest {

    private static final Instant NOW = Instant.parse("2024-02-29T12:00:00Z");
    private static final Instant NEW_YEAR = Instant.parse("2024-01-01T09:30:00Z");

    @TempDir
    private Path folder;

    private final ImportedList list = mock(ImportedList.class);
    private final List<ImportedEntry> taken = new ArrayList<>();

    @BeforeEach
    void takeWhatIsImported() {
        when(list.take(any())).thenAnswer(call -> {
            List<ImportedEntry> entries = call.getArgument(0);
            taken.addAll(entries);
            return new ImportedList.Taken(entries.size(), 0);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {";", ","})
    void readsWhoIsSubscribedAndWhoIsNot(String separator) throws IOException {
        ImportReport report = run(String.join(
                        "\n",
                        "id;status;unsubscribed_at;email;firstname;mobile",
                        "90001;active;;aase@example.dk;Åse;",
                        "90002;unsubscribed;2024-01-01 09:30:00;bo@example.dk;Bo;",
                        "90003;;2024-01-01T09:30:00Z;;Børge;20304050",
                        "90004;suppressed;;dorte@example.dk;Dorte;")
                .replace(";", separator));

        assertThat(report.rows()).isEqualTo(4);
        assertThat(report.active()).isEqualTo(1);
        assertThat(report.unsubscribed()).isEqualTo(3);
        assertThat(report.bad()).isZero();
        assertThat(report.queued()).isEqualTo(4);
        assertThat(report.ignoredColumns()).isEmpty();
        assertThat(taken)
                .containsExactly(
                        new ImportedEntry("90001", null, "aase@example.dk", ""),
                        new ImportedEntry("90002", NEW_YEAR, "bo@example.dk", ""),
                        new ImportedEntry("90003", NEW_YEAR, "", "20304050"),
                        new ImportedEntry("90004", NOW, "dorte@example.dk", ""));
    }

    @Test
    void readsAMarkAtTheBeginningQuotesLineBreaksAndSeparatorsInValues() throws IOException {
        ImportReport report = run("\uFEFFid;email;address\r\n"
                + "90001;aase@example.dk;\"Nørregade 7;\r\n2. sal, \"\"th.\"\"\"\r\n"
                + "\r\n"
                + "90002;\"bo@example.dk\";x\r\n"
                + ";carl@example.dk;x\r\n");

        assertThat(report.rows()).isEqualTo(3);
        assertThat(taken).extracting(ImportedEntry::email).containsExactly("aase@example.dk", "bo@example.dk");
        assertThat(report.problems()).containsExactly(new Problem(6, "id is missing"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "90001;active;;x@example.dk;too;many | has 6 values",
                ";active;;x@example.dk | id is missing",
                "9 1;active;;x@example.dk | id is none of HeyLoyalty's",
                "90000;active;;x@example.dk | id came up in an earlier row",
                "90001;maybe;;x@example.dk | status is neither",
                "90001;active;yesterday;x@example.dk | unsubscribed_at is no date",
                "90001;active;2024-13-01 10:00:00;x@example.dk | unsubscribed_at is no date",
                "90001;active;31-12-2199 10:00;x@example.dk | unsubscribed_at lies in the future"
            })
    void namesABadRowByItsNumberWithoutItsDataAndImportsTheOthers(String row, String problem) throws IOException {
        ImportReport report = run("id;status;unsubscribed_at;email\n90000;active;;y@example.dk\n" + row.strip()
                + "\n90009;active;;z@example.dk\n");

        assertThat(report.bad()).isEqualTo(1);
        assertThat(report.problems()).singleElement().satisfies(found -> {
            assertThat(found.line()).isEqualTo(3);
            assertThat(found.problem()).contains(problem).doesNotContain("x@example.dk", "yesterday", "9 1");
        });
        assertThat(taken).extracting(ImportedEntry::heyLoyaltyId).containsExactly("90000", "90009");
    }

    @Test
    void aBadRowsUnsubscriptionIsNotLost() throws IOException {
        run("id;status;unsubscribed_at;email\n"
                + "90001;active;;aase@example.dk\n"
                + "90001;unsubscribed;2024-01-01 09:30:00;aase@example.dk\n"
                + "90002;unsubscribed;sidste år;bo@example.dk\n");

        assertThat(taken)
                .containsExactly(
                        new ImportedEntry("90001", null, "aase@example.dk", ""),
                        new ImportedEntry("", NEW_YEAR, "aase@example.dk", ""),
                        new ImportedEntry("", NOW, "bo@example.dk", ""));
    }

    @Test
    void aSpamComplaintIsANo() throws IOException {
        run(
                "id;status;status_email;email\n90001;active;spam_complaint;aase@example.dk\n90002;active;hard_bounce;b@example.dk");

        assertThat(taken).extracting(ImportedEntry::isUnsubscribed).containsExactly(true, false);
    }

    @Test
    void warnsOfColumnsThatNobodyKnows() throws IOException {
        ImportReport report = run("ID;Email;kundenummer;created_at\n90001;aase@example.dk;17;2020-01-01\n");

        assertThat(report.ignoredColumns()).containsExactly("kundenummer");
        assertThat(report.bad()).isZero();
        assertThat(taken).extracting(ImportedEntry::email).containsExactly("aase@example.dk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-01 09:30:00", "2024-01-01T09:30", "01-01-2024 09:30", "2024-01-01 10:30:00+01:00"})
    void readsTimesAsTheyAreWritten(String time) throws IOException {
        run("id;unsubscribed_at;email\n90001;" + time + ";aase@example.dk\n");

        assertThat(taken).extracting(ImportedEntry::unsubscribedAt).containsExactly(NEW_YEAR);
    }

    @Test
    void aTimeWithoutAZoneIsHeyLoyaltys() throws IOException {
        Files.writeString(file(), "id;unsubscribed_at;email\n90001;2024-01-01 10:30:00;aase@example.dk\n");

        importing(ZoneId.of("Europe/Copenhagen")).run(file());

        assertThat(taken).extracting(ImportedEntry::unsubscribedAt).containsExactly(NEW_YEAR);
    }

    @Test
    void aFileThatIsBrokenAtItsEndChangesNothing() {
        StringBuilder text = new StringBuilder("id;email\n");
        for (int i = 0; i < 2000; i++) {
            text.append(90_000 + i).append(";x@example.dk\n");
        }

        assertThatThrownBy(() -> run(text + "99999;\"hemmelig@example.dk\n"))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining("Line 2002")
                .hasMessageContaining("Nothing was imported")
                .hasMessageNotContaining("hemmelig");
        assertThat(taken).isEmpty();
    }

    @Test
    void refusesAQuotationMarkInTheMidst() {
        assertThatThrownBy(() -> run("id;email\n90001;\"a\"b\n90002;x\n"))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining("Line 2");
        assertThat(taken).isEmpty();
    }

    @Test
    void refusesAnEncodingThatIsNotUtf8() throws IOException {
        Files.writeString(file(), "id;firstname\n90001;Åse\n", Charset.forName("windows-1252"));

        assertThatThrownBy(() -> importing(ZoneOffset.UTC).run(file()))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining("not UTF-8")
                .hasMessageContaining("CSV UTF-8");
        assertThat(taken).isEmpty();
    }

    @Test
    void refusesAnEmptyFileAndOneWithoutIdsAndTakesOneWithoutRows() throws IOException {
        assertThatThrownBy(() -> run("")).hasMessageContaining("The file is empty");
        assertThatThrownBy(() -> run("email;firstname\na@example.dk;Åse\n"))
                .hasMessageContaining("no column id")
                .hasMessageNotContaining("firstname");
        assertThatThrownBy(() -> run("id;email;email\n1;a;b\n")).hasMessageContaining("email twice");
        assertThatThrownBy(() -> importing(ZoneOffset.UTC).run(folder.resolve("none.csv")))
                .hasMessageContaining("There is no file");
        assertThatThrownBy(() -> importing(ZoneOffset.UTC).run(folder)).hasMessageContaining("is a folder");

        assertThat(run("id;email\n").rows()).isZero();
    }

    @Test
    void readsASpreadsheetWithDatesAndIdsAsNumbers() throws IOException {
        try (OutputStream out = Files.newOutputStream(file());
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Members");
            String[] header = {"id", "status", "unsubscribed_at", "email", "mobile"};
            for (int i = 0; i < header.length; i++) {
                sheet.value(0, i, header[i]);
            }
            sheet.value(1, 0, 90001);
            sheet.value(1, 1, "unsubscribed");
            sheet.value(1, 2, LocalDateTime.of(2024, 1, 1, 9, 30));
            sheet.style(1, 2).format("yyyy-MM-dd H:mm:ss").set();
            sheet.value(1, 3, "åse@example.dk");
            sheet.value(3, 0, 90002);
            sheet.value(3, 2, "2024-01-01 09:30:00");
            sheet.value(3, 4, 20304050);
            sheet.value(4, 1, "active");
        }

        ImportReport report = importing(ZoneOffset.UTC).run(file());

        assertThat(taken)
                .containsExactly(
                        new ImportedEntry("90001", NEW_YEAR, "åse@example.dk", ""),
                        new ImportedEntry("90002", NEW_YEAR, "", "20304050"));
        assertThat(report.problems()).containsExactly(new Problem(5, "id is missing"));
    }

    @Test
    void refusesASpreadsheetThatIsNone() throws IOException {
        Files.write(file(), "PK\u0003\u0004 nothing else".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> importing(ZoneOffset.UTC).run(file()))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining("no XLSX file");
    }

    @Test
    void handsALargeFileOverInPartsOf500() throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file())) {
            out.write("id;email;address\n");
            for (int i = 0; i < 50_000; i++) {
                out.write(i + ";p" + i + "@example.dk;" + "x".repeat(500) + "\n");
            }
        }
        int[] largest = {0};
        doAnswer(call -> {
                    List<ImportedEntry> entries = call.getArgument(0);
                    largest[0] = Math.max(largest[0], entries.size());
                    return new ImportedList.Taken(entries.size(), 0);
                })
                .when(list)
                .take(any());

        ImportReport report = importing(ZoneOffset.UTC).run(file());

        assertThat(report.queued()).isEqualTo(50_000);
        assertThat(largest[0]).isLessThanOrEqualTo(500);
        verify(list, org.mockito.Mockito.atLeast(100)).take(any());
    }

    private Path file() {
        return folder.resolve("export");
    }

    private ImportReport run(String text) throws IOException {
        Files.writeString(file(), text);
        return importing(ZoneOffset.UTC).run(file());
    }

    private Importing importing(ZoneId zone) {
        return new Importing(
                list,
                new MappingStore(MemberMapping.packaged()),
                new HeyLoyaltySettings("", "", "", "1717", 1000, 8, false, zone),
                new MemberSettings(
                        true,
                        RequiredContactInfo.EMAIL,
                        true,
                        true,
                        false,
                        true,
                        "",
                        SpamComplaint.UNSUBSCRIBE,
                        RemovalLimit.parse("5%"),
                        Duration.ZERO,
                        1),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
