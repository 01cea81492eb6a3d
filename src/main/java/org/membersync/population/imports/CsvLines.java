package org.membersync.population.imports;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file in UTF-8, with semicolons or commas as its header has them, and values in quotes that may hold line breaks. */
class CsvLines implements Lines {

    private final Path file;

    CsvLines(Path file) {
        this.file = file;
    }

    @Override
    public void forEach(Consumer<Line> taker) throws IOException {
        char separator = separator();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(false)
                .get();
        try (RecordReader reader = open();
                CSVParser parser =
                        CSVParser.builder().setReader(reader).setFormat(format).get()) {
            Iterator<CSVRecord> records = parser.iterator();
            long before = 0;
            while (hasNext(records, before, parser)) {
                CSVRecord values = records.next();
                reader.recordEnds();
                if (values.stream().anyMatch(value -> !value.isBlank())) {
                    taker.accept(new Line(before + 1, List.of(values.values()), Map.of()));
                }
                before = parser.getCurrentLineNumber();
            }
        }
    }

    private boolean hasNext(Iterator<CSVRecord> records, long before, CSVParser parser) {
        try {
            return records.hasNext();
        } catch (UncheckedIOException | IllegalStateException broken) {
            if (isIn(broken, CharacterCodingException.class)) {
                throw notUtf8(parser.getCurrentLineNumber() + 1);
            }
            throw new ImportRefusedException("Line " + (before + 1)
                    + ": a quotation mark is not closed, or stands in the midst of a value (those are written twice)."
                    + " Nothing was imported: export the file anew, or mend the line");
        }
    }

    private static boolean isIn(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static ImportRefusedException notUtf8(long line) {
        return new ImportRefusedException("The file is not UTF-8 (about line " + line
                + "). Nothing was imported: save it as \"CSV UTF-8\", or export it anew");
    }

    /** The header decides: a semicolon or a comma outside of quotation marks. */
    private char separator() throws IOException {
        try (RecordReader reader = open()) {
            boolean quoted = false;
            int semicolons = 0;
            int commas = 0;
            for (int next = reader.read();
                    next >= 0 && (quoted || next != '\n' && next != '\r');
                    next = reader.read()) {
                quoted ^= next == '"';
                semicolons += !quoted && next == ';' ? 1 : 0;
                commas += !quoted && next == ',' ? 1 : 0;
            }
            return commas > semicolons ? ',' : ';';
        } catch (CharacterCodingException broken) {
            throw notUtf8(1);
        }
    }

    /** Bytes that are no UTF-8 are refused rather than replaced, and the mark at the beginning is left out. */
    private RecordReader open() throws IOException {
        Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        return new RecordReader(reader);
    }
}
