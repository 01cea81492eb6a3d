package org.membersync.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.membersync.mapping.BookingMapping.BuyerField;
import org.membersync.mapping.BookingMapping.Column;
import org.membersync.mapping.BookingMapping.NotificationList;

/** Reads {@code heybooking.yaml}; either all is well or every problem is told. */
final class BookingMappingReader {

    private static final String COLUMNS = "columns";
    private static final String BUYERS = "buyers";
    private static final String NOTIFICATION_LIST = "notificationList";

    private final MappingFiles files;
    private final MemberMapping members;
    private final List<MappingProblem> problems = new ArrayList<>();

    BookingMappingReader(MappingFiles files, MemberMapping members) {
        this.files = files.named(BookingMapping.FILE_NAME);
        this.members = members;
    }

    BookingMapping read() {
        Optional<YamlTree> tree = parsed();
        tree.ifPresent(parsed -> {
            MappingSchema.bookings().check(parsed, problems::add);
            checkColumns(parsed);
            checkBuyers(parsed);
            checkNotificationList(parsed);
        });
        if (!problems.isEmpty()) {
            throw new MappingFileException(problems.stream()
                    .sorted(Comparator.comparingInt(MappingProblem::line))
                    .toList());
        }
        return mapping(tree.orElseThrow());
    }

    private Optional<YamlTree> parsed() {
        String shown = files.shown(files.name());
        try {
            String text = files.text().apply(files.name());
            if (text != null) {
                return YamlTree.parse(shown, text, problems::add);
            }
            problems.add(new MappingProblem(
                    shown,
                    1,
                    "",
                    "the file is missing",
                    "Create it as the example that comes with the program shows, or set"
                            + " membersync.heybooking.enabled (MEMBERSYNC_HEYBOOKING_ENABLED) to false"));
        } catch (UncheckedIOException e) {
            problems.add(MappingReader.unreadable(shown, e.getCause()));
        }
        return Optional.empty();
    }

    /** HeyLoyalty knows a booking by its id and its person by the e-mail address. */
    private void checkColumns(YamlTree tree) {
        Set<String> names = new HashSet<>();
        JsonNode columns = tree.root().path(COLUMNS);
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).path("column").asText();
            if (!names.add(name) && !name.isEmpty()) {
                tell(
                        tree,
                        List.of(COLUMNS, String.valueOf(i), "column"),
                        "\"" + name + "\" is there twice",
                        "Remove one of them");
            }
        }
        require(tree, columns, BookingSource.HOLDER_EMAIL, "email");
        require(tree, columns, BookingSource.BOOKING_ID, "booking_id");
    }

    private void require(YamlTree tree, JsonNode columns, BookingSource source, String name) {
        boolean there = false;
        for (JsonNode column : columns) {
            there |= column.path("source").asText().equals(source.property())
                    && column.path("column").asText().equals(name);
        }
        if (!there && columns.isArray()) {
            tell(
                    tree,
                    List.of(COLUMNS),
                    "lacks the column " + name,
                    "Add  - { source: " + source.property() + ", column: " + name + " }");
        }
    }

    private void checkBuyers(YamlTree tree) {
        Set<String> fields = new HashSet<>();
        boolean email = false;
        JsonNode buyers = tree.root().path(BUYERS);
        for (int i = 0; i < buyers.size(); i++) {
            String field = buyers.get(i).path("heyloyalty").asText();
            if (!fields.add(field) && !field.isEmpty()) {
                tell(
                        tree,
                        List.of(BUYERS, String.valueOf(i), "heyloyalty"),
                        "\"" + field + "\" is mapped twice",
                        "Remove one of them");
            }
            email |= buyers.get(i).path("source").asText().equals(BuyerSource.HOLDER_EMAIL.property());
        }
        if (buyers.isArray() && !email) {
            tell(
                    tree,
                    List.of(BUYERS),
                    "lacks the e-mail address, by which buyers are looked up",
                    "Add  - { source: holderEmail, heyloyalty: email }");
        }
    }

    private void checkNotificationList(YamlTree tree) {
        JsonNode chosen = tree.root().path(NOTIFICATION_LIST);
        String field = chosen.path("heyloyalty").asText();
        if (chosen.isObject() && !tree.root().path(BUYERS).isArray()) {
            tell(
                    tree,
                    List.of(NOTIFICATION_LIST),
                    "is for buyers, of whom none go on the list",
                    "Add buyers, or remove it");
        }
        members.ofHeyLoyaltyField(field)
                .ifPresent(taken -> tell(
                        tree,
                        List.of(NOTIFICATION_LIST, "heyloyalty"),
                        "the field " + field + " belongs to the members' mapping (" + members.fileName() + ":"
                                + taken.line() + ")",
                        "Name a field that no member field is mapped to"));
    }

    private void tell(YamlTree tree, List<String> path, String problem, String mending) {
        problems.add(new MappingProblem(tree.file(), tree.line(path), path.get(path.size() - 1), problem, mending));
    }

    private BookingMapping mapping(YamlTree tree) {
        JsonNode root = tree.root();
        List<Column> columns = new ArrayList<>();
        root.path(COLUMNS)
                .forEach(column -> columns.add(new Column(
                        BookingSource.named(column.path("source").asText()).orElseThrow(),
                        column.path("column").asText())));
        List<BuyerField> buyers = new ArrayList<>();
        for (JsonNode buyer : root.path(BUYERS)) {
            buyers.add(new BuyerField(
                    BuyerSource.named(buyer.path("source").asText()),
                    buyer.path("heyloyalty").asText(),
                    tree.line(List.of(BUYERS, String.valueOf(buyers.size())))));
        }
        JsonNode chosen = root.path(NOTIFICATION_LIST);
        return new BookingMapping(
                tree.file(),
                root.path("delimiter").asText(",").charAt(0),
                columns,
                buyers,
                chosen.isObject()
                        ? Optional.of(new NotificationList(
                                chosen.path("heyloyalty").asText(),
                                chosen.path("option").asText(),
                                tree.line(List.of(NOTIFICATION_LIST))))
                        : Optional.empty());
    }
}
