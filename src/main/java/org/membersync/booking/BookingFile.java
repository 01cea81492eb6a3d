package org.membersync.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.membersync.http.Json;
import org.membersync.mapping.BookingSource;

/**
 * Events in a file: {@code .json} holds one or an array of them, {@code .jsonl} one in each line, {@code .csv} one in each row
 * below a header of the properties' names.
 *
 * @param events what can be read
 * @param reasons why the rest of it cannot, without personal data; empty when all can
 */
public record BookingFile(List<BookingEvent> events, List<String> reasons) {

    private static final String AGAIN =
            "; mend it and put the file into the folder again: what was taken already changes nothing";

    public BookingFile {
        events = List.copyOf(events);
        reasons = List.copyOf(reasons);
    }

    /** Whether everything in the file could be read. */
    public boolean isWhole() {
        return reasons.isEmpty();
    }

    /** Reads the file; its kind is told by its name. */
    public static BookingFile read(String name, byte[] content) {
        String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        try {
            String text = text(content);
            return switch (kind) {
                case "json" -> json(text);
                case "jsonl" -> lines(text);
                case "csv" -> csv(text);
                default -> refused("The file's name ends neither in .json nor in .jsonl nor in .csv");
            };
        } catch (CharacterCodingException notUtf8) {
            return refused("The file is not UTF-8: write it in the encoding UTF-8");
        }
    }

    private static BookingFile refused(String why) {
        return new BookingFile(List.of(), List.of(why + ". Nothing of it was taken"));
    }

    /** Bytes that are no UTF-8 are refused rather than replaced, and the mark at the beginning is left out. */
    private static String text(byte[] content) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static BookingFile json(String text) {
        JsonNode json = Json.read(text).orElse(null);
        if (json == null) {
            return refused("The file is not whole JSON");
        }
        return objects(json.isArray() ? json : List.of(json), "Event");
    }

    private static BookingFile lines(String text) {
        List<JsonNode> objects = new ArrayList<>();
        text.lines()
                .forEach(line -> objects.add(
                        line.isBlank()
                                ? null
                                : Json.read(line).orElseGet(() -> Json.object().arrayNode())));
        return objects(objects, "Line");
    }

    /** @param objects null for nothing, anything but an object for what cannot be read */
    private static BookingFile objects(Iterable<JsonNode> objects, String what) {
        List<BookingEvent> events = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        int number = 0;
        for (JsonNode object : objects) {
            number++;
            if (object != null && object.isObject()) {
                events.add(BookingReader.read(object));
            } else if (object != null) {
                reasons.add(what + " " + number + " is not a whole JSON object" + AGAIN);
            }
        }
        return new BookingFile(events, reasons);
    }

    private static BookingFile csv(String text) {
        String header = text.lines().findFirst().orElse("");
        char delimiter = header.chars().filter(each -> each == ';').count() > 0 ? ';' : ',';
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setTrim(true)
                .get();
        List<BookingEvent> events = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(text))
                .setFormat(format)
                .get()) {
            List<String> names = null;
            for (CSVRecord row : parser) {
                if (names == null) {
                    names = List.of(row.values());
                    String wrong = wrongHeader(names);
                    if (!wrong.isEmpty()) {
                        return refused(wrong);
                    }
                } else if (row.size() != names.size()) {
                    reasons.add("The row that ends in line " + parser.getCurrentLineNumber() + " has " + row.size()
                            + " values, and the header has " + names.size() + " names" + AGAIN);
                } else {
                    events.add(BookingReader.read(object(names, row)));
                }
            }
            return names == null ? refused("The file is empty") : new BookingFile(events, reasons);
        } catch (IOException | UncheckedIOException | IllegalStateException torn) {
            return new BookingFile(
                    events,
                    List.of("A quotation mark is not closed, or stands in the midst of a value"
                            + " (those are written twice); " + events.size() + " rows before it were taken" + AGAIN));
        }
    }

    private static String wrongHeader(List<String> names) {
        Set<String> known = new TreeSet<>();
        BookingSource.ofEvents().forEach(source -> known.add(source.property()));
        known.add(BookingReader.EVENT_TIME);
        boolean right = known.containsAll(names)
                && Set.copyOf(names).size() == names.size()
                && names.contains(BookingSource.TICKET_NUMBER.property())
                && names.contains(BookingSource.ADMISSION_CODE.property());
        return right
                ? ""
                : "The first row must name the columns, each once, ticketNumber and admissionCode among them. The names are "
                        + String.join(", ", known);
    }

    private static ObjectNode object(List<String> names, CSVRecord row) {
        ObjectNode object = Json.object();
        for (int i = 0; i < names.size(); i++) {
            object.put(names.get(i), row.get(i));
        }
        return object;
    }

    /** No events, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return events.size() + " events, " + reasons.size() + " reasons";
    }
}
