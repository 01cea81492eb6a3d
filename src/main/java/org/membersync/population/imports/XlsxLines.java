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
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/** The first sheet of an XLSX file; its texts that are used several times are held in memory, its rows are not. */
class XlsxLines implements Lines {

    /** Serial numbers of the years 1900 to 9999: what a spreadsheet can mean as a date. */
    private static final BigDecimal LATEST_DATE = BigDecimal.valueOf(2_958_466);

    private final Path file;

    XlsxLines(Path file) {
        this.file = file;
    }

    @Override
    public void forEach(Consumer<Line> taker) throws IOException {
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
            throw new ImportRefusedException("The file is no XLSX file that can be read ("
                    + broken.getClass().getSimpleName()
                    + "). Nothing was imported: save it as an Excel workbook (.xlsx) or as \"CSV UTF-8\"");
        }
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
