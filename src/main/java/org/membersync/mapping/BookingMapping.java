package org.membersync.mapping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.membersync.failure.PermanentException;
import org.membersync.member.BuyerContact;
import org.membersync.member.FieldValue;

/**
 * What of a booking goes into which column of Heybooking's import, and what of its buyer into which field of the list; read
 * once and checked. Immutable.
 *
 * @param fileName what messages call the file
 * @param delimiter what parts the columns
 * @param columns in the order of the import
 * @param buyers the contact fields of a buyer's entry; empty when buyers do not go on the list
 * @param notificationList the option that buyers are subscribed to, if there is one
 */
public record BookingMapping(
        String fileName,
        char delimiter,
        List<Column> columns,
        List<BuyerField> buyers,
        Optional<NotificationList> notificationList) {

    /** The name of the mapping file in its folder. */
    public static final String FILE_NAME = "heybooking.yaml";

    public BookingMapping {
        columns = List.copyOf(columns);
        buyers = List.copyOf(buyers);
    }

    /** A column of the import; {@code name} is the customer's own. */
    public record Column(BookingSource source, String name) {}

    /** A contact field of a buyer, and the line that says so. */
    public record BuyerField(BuyerSource source, String heyloyalty, int line) {}

    /** An option of a choice or multi field of the list, and the line that says so. */
    public record NotificationList(String heyloyalty, String option, int line) {}

    /**
     * Reads {@code heybooking.yaml}.
     *
     * @param members the member mapping beside it, whose fields the notification list must leave alone
     * @throws MappingFileException with every problem at once
     */
    public static BookingMapping load(Path folder, MemberMapping members) {
        return new BookingMappingReader(MappingFiles.inFolder(folder), members).read();
    }

    /** Reads the copy that is packaged with the program, for when there is no folder beside it. */
    public static BookingMapping packaged(MemberMapping members) {
        return new BookingMappingReader(MappingFiles.packaged(), members).read();
    }

    /** Reads a mapping from text; the same as {@link #load} else. */
    public static BookingMapping parse(String fileName, String yaml, MemberMapping members) {
        return new BookingMappingReader(
                        MappingFiles.of(fileName, yaml, name -> null).named(FILE_NAME), members)
                .read();
    }

    /** Whether buyers go on the list. */
    public boolean hasBuyers() {
        return !buyers.isEmpty();
    }

    /** The list's field by which a buyer is looked up; only where there are buyers. */
    public String emailField() {
        return buyers.stream()
                .filter(field -> field.source() == BuyerSource.HOLDER_EMAIL)
                .map(BuyerField::heyloyalty)
                .findFirst()
                .orElseThrow();
    }

    /**
     * What the list is to hold of a new buyer: contact data and the option, empty values left out. What the list would
     * refuse, such as a telephone number with words in it, is left out too; the e-mail address never.
     *
     * @throws PermanentException with reason {@code missing-list-field} when the list lacks a field, and {@code refused-value}
     *     when it would refuse the e-mail address
     */
    public Map<String, FieldValue> entry(BuyerContact contact, ListDefinition list) {
        Map<String, FieldValue> entry = new LinkedHashMap<>();
        for (BuyerField field : buyers) {
            ListField target =
                    list.field(field.heyloyalty()).orElseThrow(() -> missing(field.heyloyalty(), field.line()));
            Optional<String> value = fitting(field.source().of(contact).strip(), target);
            if (value.isEmpty() && field.source() == BuyerSource.HOLDER_EMAIL) {
                throw new PermanentException(
                        "refused-value",
                        "HeyLoyalty's field " + target.name()
                                + " does not take a buyer's e-mail address: map it to a text" + " field in " + fileName
                                + ":" + field.line());
            }
            value.filter(text -> !text.isEmpty()).ifPresent(text -> entry.put(target.name(), FieldValue.of(text)));
        }
        notificationList.ifPresent(chosen -> {
            if (list.field(chosen.heyloyalty()).isEmpty()) {
                throw missing(chosen.heyloyalty(), chosen.line());
            }
            entry.put(chosen.heyloyalty(), FieldValue.of(chosen.option()));
        });
        return entry;
    }

    private static Optional<String> fitting(String text, ListField target) {
        return switch (target.format()) {
            case "number" -> text.isEmpty() ? Optional.of(text) : ListFieldFormat.number(text);
            case "text" -> Optional.of(text).filter(each -> each.length() <= ListFieldFormat.MAX_TEXT);
            default -> Optional.empty();
        };
    }

    private PermanentException missing(String field, int line) {
        return new PermanentException(
                "missing-list-field",
                "HeyLoyalty's list has no field \"" + field + "\". Create it on the list, or correct or remove it in "
                        + fileName + ":" + line);
    }

    /** Every field or option that the live list does not have, or not as it is needed; empty when all is well. */
    public List<MappingProblem> against(ListDefinition list) {
        List<MappingProblem> problems = new ArrayList<>();
        for (BuyerField field : buyers) {
            Optional<ListField> target = list.field(field.heyloyalty());
            if (target.isEmpty()) {
                problems.add(noField(field.heyloyalty(), field.line(), list));
            } else if (fitting("1", target.get()).isEmpty()) {
                problems.add(new MappingProblem(
                        fileName,
                        field.line(),
                        field.heyloyalty(),
                        "HeyLoyalty's field is a " + target.get().format() + " field",
                        "Map a text or number field"));
            }
        }
        notificationList.ifPresent(chosen -> option(chosen, list).ifPresent(problems::add));
        return problems;
    }

    private Optional<MappingProblem> option(NotificationList chosen, ListDefinition list) {
        Optional<ListField> target = list.field(chosen.heyloyalty());
        if (target.isEmpty()) {
            return Optional.of(noField(chosen.heyloyalty(), chosen.line(), list));
        }
        if (target.get().options().containsKey(chosen.option())) {
            return Optional.empty();
        }
        return Optional.of(new MappingProblem(
                fileName,
                chosen.line(),
                "option",
                "HeyLoyalty's field " + chosen.heyloyalty() + " has no option \"" + chosen.option() + "\"",
                MappingCheck.mending(target.get(), chosen.option())));
    }

    private MappingProblem noField(String field, int line, ListDefinition list) {
        return new MappingProblem(
                fileName,
                line,
                field,
                "HeyLoyalty's list " + list.id() + " has no such field",
                SimilarWord.hint(field, list.fields().keySet())
                        + "Create it on the list, or correct or remove it here");
    }
}
