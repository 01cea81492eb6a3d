package org.membersync.demo;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code $filter}: comparisons joined by {@code and}, or by {@code or} on one and the same field.
 *
 * @param terms the comparisons
 * @param any whether one true comparison is enough
 */
record ODataFilter<R extends Row>(List<Term<R>> terms, boolean any) {

    private static final Pattern TERM =
            Pattern.compile("\\(?\\s*([A-Za-z0-9]+)\\s+(eq|ne|gt|ge|lt|le)\\s+('(?:[^']|'')*'|[^\\s()]+)\\s*\\)?");
    private static final Pattern JOINT = Pattern.compile("\\s+(and|or)\\s+");
    private static final Set<String> COMPUTED = Set.of("navipartner/powerBI/v1.0/mmMembershipEntries");

    /** One comparison. */
    record Term<R extends Row>(Column<R> column, String operator, Comparable<Object> literal) {

        boolean matches(R row) {
            // The literal has the type of the column's values: see literal().
            int order = -literal.compareTo(column.value().apply(row));
            return switch (operator) {
                case "eq" -> order == 0;
                case "ne" -> order != 0;
                case "gt" -> order > 0;
                case "ge" -> order >= 0;
                case "lt" -> order < 0;
                default -> order <= 0;
            };
        }
    }

    static <R extends Row> ODataFilter<R> parse(String text, EntitySet<R> set) {
        List<Term<R>> terms = new ArrayList<>();
        String joint = "";
        String rest = text.strip();
        while (!rest.isEmpty()) {
            Matcher term = TERM.matcher(rest);
            if (!term.lookingAt()) {
                throw ODataError.query("Syntax error in $filter.");
            }
            terms.add(term(set, term.group(1), term.group(2), term.group(3)));
            rest = rest.substring(term.end());
            Matcher next = JOINT.matcher(" " + rest.strip() + " ");
            if (!rest.isBlank()) {
                if (!next.lookingAt() || (!joint.isEmpty() && !joint.equals(next.group(1)))) {
                    throw ODataError.query("Syntax error in $filter.");
                }
                joint = next.group(1);
                rest = rest.strip().substring(joint.length()).strip();
            }
        }
        boolean any = joint.equals("or");
        if (any && terms.stream().map(Term::column).distinct().count() > 1) {
            throw ODataError.query("The 'OR' operator is not supported on distinct fields on an OData filter.");
        }
        return new ODataFilter<>(List.copyOf(terms), any);
    }

    private static <R extends Row> Term<R> term(EntitySet<R> set, String field, String operator, String literal) {
        Column<R> column = set.known(field);
        if (field.equals("lastModifiedDateTime") && COMPUTED.contains(set.path())) {
            throw ODataError.query("The field lastModifiedDateTime is computed and cannot be filtered.");
        }
        try {
            return new Term<>(column, operator, literal(column.type(), literal));
        } catch (DateTimeException | NumberFormatException e) {
            throw ODataError.query("The value of the field '" + field + "' in $filter has another type.");
        }
    }

    @SuppressWarnings("unchecked")
    private static Comparable<Object> literal(Column.Type type, String text) {
        boolean quoted = text.startsWith("'");
        if (quoted != (type == Column.Type.TEXT)) {
            throw ODataError.query("A binary operator with incompatible types was detected in $filter.");
        }
        Object value =
                switch (type) {
                    case TEXT -> text.substring(1, text.length() - 1).replace("''", "'");
                    case GUID -> text.toLowerCase(Locale.ROOT);
                    case NUMBER -> Long.valueOf(text);
                    case BOOLEAN -> Boolean.valueOf(text);
                    case DATE -> LocalDate.parse(text);
                    case DATETIME -> OffsetDateTime.parse(text).toInstant();
                };
        // Every case gives a comparable of the column's own type; LocalDate and Instant make one cast too many for
        // Java.
        return (Comparable<Object>) value;
    }

    boolean matches(R row) {
        Predicate<Term<R>> test = term -> term.matches(row);
        return any ? terms.stream().anyMatch(test) : terms.stream().allMatch(test);
    }

    /** The values of which the column must equal one, empty when the filter does not say so. */
    List<Object> wanted(Predicate<String> column) {
        List<Term<R>> equal = terms.stream()
                .filter(term -> term.operator.equals("eq") && column.test(term.column.name()))
                .toList();
        boolean usable = any ? equal.size() == terms.size() : !equal.isEmpty();
        return !usable
                ? List.of()
                : List.<Object>copyOf(equal.stream()
                        .limit(any ? equal.size() : 1)
                        .map(Term::literal)
                        .distinct()
                        .toList());
    }

    /** The name of the first column compared with {@code eq} that passes the test. */
    String equalColumn(Predicate<String> column) {
        return terms.stream()
                .filter(term -> term.operator.equals("eq") && column.test(term.column.name()))
                .map(term -> term.column.name())
                .findFirst()
                .orElse("");
    }

    /** The lowest key that can match when all comparisons must hold and one bounds that column from below. */
    long lowerBound(String column) {
        return any
                ? Long.MIN_VALUE
                : terms.stream()
                        .filter(term -> term.column.name().equals(column))
                        .filter(term -> Set.of("gt", "ge", "eq").contains(term.operator))
                        .map(term -> (Object) term.literal)
                        .filter(Long.class::isInstance)
                        .mapToLong(Long.class::cast)
                        .max()
                        .orElse(Long.MIN_VALUE);
    }
}
