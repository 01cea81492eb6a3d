package org.membersync.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The filters of a listing: {@code filter[FIELD][OP][]=VALUE}. Unsubscribed members are listed only when a filter on the
 * status asks for them.
 */
final class EntryFilter {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Set<String> OPERATORS =
            Set.of("eq", "neq", "sw", "ew", "ct", "nct", "gt", "gte", "lt", "lte", "in", "nin", "ina", "ie", "nie");
    private static final Map<String, Function<ListEntry, String>> OWN = Map.of(
            "id", entry -> entry.id,
            "status", ListEntry::status,
            "created_at", entry -> EntryJson.time(entry.createdAt),
            "updated_at", entry -> EntryJson.time(entry.updatedAt),
            "unsubscribed_at", entry -> text(EntryJson.time(entry.unsubscribedAt)));

    private record Condition(String field, String operator, List<String> values) {}

    private final List<Condition> conditions = new ArrayList<>();
    private final boolean any;
    private final boolean statusAsked;

    EntryFilter(Form query, ListFields fields) {
        Form.map(query.values().get("filter")).forEach((field, operators) -> {
            if (!OWN.containsKey(field) && fields.get(field) == null) {
                throw HeyLoyaltyError.invalid("The list has no field " + field);
            }
            Form.map(operators).forEach((operator, values) -> {
                if (!OPERATORS.contains(operator)) {
                    throw HeyLoyaltyError.invalid("There is no filter operator " + operator);
                }
                conditions.add(new Condition(field, operator, Form.texts(values)));
            });
        });
        any = query.get("logic").equalsIgnoreCase("or");
        statusAsked = conditions.stream().anyMatch(condition -> condition.field.equals("status"));
    }

    /** Whether only the status decides. */
    boolean onlyStatus() {
        return conditions.stream().allMatch(condition -> condition.field.equals("status"));
    }

    /** Members found by an address or number that all matches must have; null when the filter names none. */
    Collection<ListEntry> candidates(MemberList list) {
        if (any && conditions.size() > 1) {
            return null;
        }
        for (Condition condition : conditions) {
            boolean exact = condition.operator.equals("eq") || condition.operator.equals("in");
            if (exact && condition.field.equals("email")) {
                return condition.values.stream()
                        .distinct()
                        .flatMap(value -> list.byEmail(value).stream())
                        .toList();
            }
            if (exact && condition.field.equals("mobile")) {
                return condition.values.stream()
                        .distinct()
                        .flatMap(value -> list.byMobile(value).stream())
                        .toList();
            }
        }
        return null;
    }

    boolean matches(ListEntry entry) {
        if (!statusAsked && !entry.active) {
            return false;
        }
        return any
                ? conditions.isEmpty() || conditions.stream().anyMatch(condition -> matches(condition, entry))
                : conditions.stream().allMatch(condition -> matches(condition, entry));
    }

    /** Several values of one operator: one must match; of a negated operator: all must. */
    private static boolean matches(Condition condition, ListEntry entry) {
        Function<ListEntry, String> own = OWN.get(condition.field);
        List<String> held = own != null
                ? List.of(own.apply(entry)).stream()
                        .filter(text -> !text.isEmpty())
                        .toList()
                : entry.fields.containsKey(condition.field)
                        ? entry.fields.get(condition.field).values()
                        : List.of();
        List<String> values = condition.values;
        return switch (condition.operator) {
            case "ie" -> held.isEmpty();
            case "nie" -> !held.isEmpty();
            case "eq", "in" -> values.stream().anyMatch(value -> has(held, value));
            case "neq", "nin" -> values.stream().noneMatch(value -> has(held, value));
            case "ina" -> values.stream().allMatch(value -> has(held, value));
            case "nct" -> values.stream().noneMatch(value -> text(held).contains(lower(value)));
            case "ct" -> values.stream().anyMatch(value -> text(held).contains(lower(value)));
            case "sw" -> values.stream().anyMatch(value -> text(held).startsWith(lower(value)));
            case "ew" -> values.stream().anyMatch(value -> text(held).endsWith(lower(value)));
            default ->
                !held.isEmpty() && values.stream().allMatch(value -> ordered(condition.operator, held.get(0), value));
        };
    }

    private static boolean has(List<String> held, String value) {
        return held.isEmpty() ? value.isEmpty() : held.stream().anyMatch(value::equalsIgnoreCase);
    }

    private static boolean ordered(String operator, String held, String value) {
        int order = NUMBER.matcher(held).matches() && NUMBER.matcher(value).matches()
                ? Double.compare(Double.parseDouble(held), Double.parseDouble(value))
                : held.compareTo(value);
        return switch (operator) {
            case "gt" -> order > 0;
            case "gte" -> order >= 0;
            case "lt" -> order < 0;
            default -> order <= 0;
        };
    }

    private static String text(List<String> held) {
        return lower(String.join(",", held));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
