package org.membersync.demo;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Heybooking's import: looks at the form exactly as the contract has it, takes the file, and keeps the newest row of each
 * booking. What is wrong with single rows is told to nobody but the errors' address, after the answer.
 */
final class BookingImports {

    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data; ?boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");
    private static final Pattern FILE =
            Pattern.compile("filename=\"TicketData_\\d{14}\\.csv\"\r\nContent-Type: text/csv$");
    private static final Map<String, Pattern> FIXED = Map.of(
            "delimiter", Pattern.compile("[,;|]"),
            "skip_header_line", Pattern.compile("false"),
            "date_format", Pattern.compile("iso8601"),
            "sendErrorsTo", Pattern.compile("[^@]+@[^@]+"),
            "duplicate_field", Pattern.compile("booking_id"),
            "handle_existing", Pattern.compile("update"));

    private final String integrationId;
    private final Map<String, Map<String, String>> bookings = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();
    private int imports;
    private int fired;

    BookingImports(String integrationId) {
        this.integrationId = integrationId;
    }

    /** {@code POST /api/booking/import/{integrationId}}. */
    synchronized Answer answer(Call call) {
        call.kind("booking.import");
        try {
            List<String> path = call.segments();
            if (!call.method().equals("POST")
                    || path.size() != 4
                    || !path.get(2).equals("import")
                    || !path.get(3).equals(integrationId)) {
                throw HeyLoyaltyError.notFound();
            }
            take(parts(call));
            return Answer.json(200, Map.of("status", "queued"));
        } catch (HeyLoyaltyError e) {
            return e.answer();
        }
    }

    /** Names with their texts, in order; a name may come several times. */
    private static Map<String, List<String>> parts(Call call) {
        Matcher boundary = BOUNDARY.matcher(call.header("Content-Type"));
        if (!boundary.matches()) {
            throw HeyLoyaltyError.invalid("The body is no form with a boundary");
        }
        String text = new String(call.body(), StandardCharsets.UTF_8);
        String mark = "--" + boundary.group(1);
        if (!text.startsWith(mark + "\r\n") || !text.endsWith("\r\n" + mark + "--\r\n")) {
            throw HeyLoyaltyError.invalid("The form does not begin and end with its boundary");
        }
        Map<String, List<String>> parts = new LinkedHashMap<>();
        String inner = text.substring(mark.length() + 2, text.length() - mark.length() - 6);
        for (String part : inner.split(Pattern.quote("\r\n" + mark + "\r\n"))) {
            int end = part.indexOf("\r\n\r\n");
            Matcher name = NAME.matcher(part);
            if (end < 0 || !name.find()) {
                throw HeyLoyaltyError.invalid("A part has no name");
            }
            if (name.group(1).equals("file")
                    && !FILE.matcher(part.substring(0, end)).find()) {
                throw HeyLoyaltyError.invalid("The file has another name or type");
            }
            parts.computeIfAbsent(name.group(1), key -> new ArrayList<>()).add(part.substring(end + 4));
        }
        return parts;
    }

    private void take(Map<String, List<String>> parts) {
        FIXED.forEach((name, expected) -> {
            List<String> texts = parts.getOrDefault(name, List.of());
            if (texts.size() != 1 || !expected.matcher(texts.get(0)).matches()) {
                throw HeyLoyaltyError.invalid("The part " + name + " is not as it must be");
            }
        });
        List<String> columns = parts.getOrDefault("fields_selected[]", List.of());
        List<String> files = parts.getOrDefault("file", List.of());
        List<String> fire = parts.getOrDefault("fire_events", List.of());
        if (files.size() != 1
                || !columns.contains("email")
                || !columns.contains("booking_id")
                || !fire.isEmpty() && !fire.equals(List.of("true"))) {
            throw HeyLoyaltyError.invalid("The file, its columns or fire_events are not as they must be");
        }
        imports++;
        fired += fire.size();
        read(files.get(0), parts.get("delimiter").get(0).charAt(0), columns);
    }

    private void read(String csv, char delimiter, List<String> columns) {
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(csv))
                .setFormat(format)
                .get()) {
            for (CSVRecord row : parser) {
                row(row, columns);
            }
        } catch (IOException e) {
            throw HeyLoyaltyError.invalid("The file is torn");
        }
    }

    private void row(CSVRecord row, List<String> columns) {
        if (row.size() != columns.size()) {
            errors.add("row " + row.getRecordNumber() + " has " + row.size() + " columns");
            return;
        }
        Map<String, String> booking = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            booking.put(columns.get(i), row.get(i));
        }
        if (!booking.get("email").contains("@")) {
            errors.add("row " + row.getRecordNumber() + " has no e-mail address");
            return;
        }
        bookings.put(booking.get("booking_id"), booking);
    }

    synchronized Map<String, Map<String, String>> bookings() {
        return new TreeMap<>(bookings);
    }

    synchronized List<String> errors() {
        return List.copyOf(errors);
    }

    synchronized int imports() {
        return imports;
    }

    synchronized int fired() {
        return fired;
    }
}
