package org.membersync.population.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XlsxLinesTest {

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void refusesAFileWithMoreTextsThanMemoryHasRoomForBeforeItReadsThem() throws IOException {
        Path file = workbook(2 * MEGABYTE);

        assertThatThrownBy(() -> new XlsxLines(file, MEGABYTE).forEach(line -> {}))
                .isInstanceOf(ImportRefusedException.class)
                .hasMessageContaining("2 MB of texts")
                .hasMessageContaining("1 MB can be read")
                .hasMessageContaining("CSV UTF-8");
        List<Line> lines = new ArrayList<>();
        new XlsxLines(file, 3 * MEGABYTE).forEach(lines::add);
        assertThat(lines).hasSize(64);
    }

    /** Cells of different texts that long all together. */
    private Path workbook(int length) throws IOException {
        Path file = folder.resolve("list.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Members");
            for (int row = 0; row < 64; row++) {
                sheet.value(row, 0, row + "x".repeat(length / 64));
            }
        }
        return file;
    }
}
