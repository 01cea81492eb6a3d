package org.membersync.population.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/**
 * The first sheet of an XLSX file. Its rows are not held in memory; its texts are, because the format keeps each of them once for all
 * cells: a file with more of them than the program's memory has room for is refused.
 */
class XlsxLines implements Lines {

    /** Serial numbers of the years 1900 to 9999: what a spreadsheet can mean as a date. */
    private static final BigDecimal LATEST_DATE = BigDecimal.valueOf(2_958_466);

    /** The part of the file that holds the texts. */
    private static final String TEXTS = "xl/sharedStrings.xml";

    /** In memory, texts take up to twice the room that they take in the file. */
    private static final int SHARE_OF_MEMORY = 5;

    private static final long MEGABYTE = 1 << 20;

    private final Path file;
    private final long mostBytes;

    XlsxLines(Path file) {
        this(file, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
    }

    /** @param mostBytes how much of texts the file may hold, unpacked */
    XlsxLines(Path file, long mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
    }

    @Override
    public void forEach(Consumer<Line> taker) throws IOException {
        requireRoom();
        try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile());
                Stream<Row> rows = workbook.getFirstSheet().openStream()) {
            Iterator<Row> each = rows.iterator();
            while (each.hasNext()) {
                Line line = line(each.next());
                if (line.values().stream().anyMatch(value -> !value.isBlank())) {
                    taker.accept(line);
                }
            }
        } catch (ExcelReaderException | UncheckedIOException | IOException broken) {
            throw unreadable(broken);
        }
    }

    private void requireRoom() {
        try (ZipFile parts = new ZipFile(file.toFile())) {
            ZipEntry texts = parts.getEntry(TEXTS);
            if (texts != null && texts.getSize() > mostBytes) {
                throw new ImportRefusedException("The file holds " + texts.getSize() / MEGABYTE
                        + " MB of texts, and with the memory that the program has, " + mostBytes / MEGABYTE
                        + " MB can be read. Nothing was imported: save it as \"CSV UTF-8\", which may be of any size, or give"
                        + " the program more memory (-Xmx)");
            }
        } catch (IOException broken) {
            throw unreadable(broken);
        }
    }

    private static ImportRefusedException unreadable(Exception broken) {
        return new ImportRefusedException("The file is no XLSX file that can be read ("
                + broken.getClass().getSimpleName()
                + "). Nothing was imported: save it as an Excel workbook (.xlsx) or as \"CSV UTF-8\"");
    }

    private static Line line(Row row) {
        List<String> values = new ArrayList<>();
        Map<Integer, LocalDateTime> dates = new HashMap<>();
        for (int i = 0; i < row.getCellCount(); i++) {
            Cell cell = row.getCell(i);
            values.add(cell == null ? "" : text(cell));
            if (cell != null && isNumber(cell)) {
                BigDecimal number = cell.asNumber();
                if (number.signum() > 0 && number.compareTo(LATEST_DATE) < 0) {
                    dates.put(i, cell.asDate());
                }
            }
        }
        return new Line(row.getRowNum(), List.copyOf(values), Map.copyOf(dates));
    }

    private static boolean isNumber(Cell cell) {
        return cell.getType() == CellType.NUMBER && cell.getValue() instanceof BigDecimal;
    }

    private static String text(Cell cell) {
        if (isNumber(cell)) {
            return cell.asNumber().stripTrailingZeros().toPlainString();
        }
        return cell.getType() == CellType.EMPTY ? "" : cell.getText().strip();
    }
}
