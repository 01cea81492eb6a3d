package org.membersync.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a call asks of an entity set.
 *
 * @param filter null for none
 * @param orderBy the first field of {@code $orderby}, {@code entryNo} by default
 * @param columns the selected ones, in the page's order
 * @param limit rows of this page
 * @param remaining how many rows {@code $top} still allows
 * @param after key of the last row of the page before, null on the first page
 */
record ODataQuery<R extends Row>(
        ODataFilter<R> filter,
        String orderBy,
        boolean descending,
        List<Column<R>> columns,
        int limit,
        long remaining,
        Long after) {

    static final int MAX_PAGE = 20_000;
    private static final Pattern PAGE_SIZE = Pattern.compile("odata\\.maxpagesize\\s*=\\s*(\\d+)");
    private static final Set<String> OPTIONS =
            Set.of("$filter", "$orderby", "$top", "$select", "$skiptoken", "$schemaversion", "$count");

    static <R extends Row> ODataQuery<R> of(Call call, EntitySet<R> set) {
        Form query = call.query();
        query.values().keySet().stream()
                .filter(name -> name.startsWith("$") && !OPTIONS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ODataError.query("The query option '" + name + "' is not supported by the simulator.");
                });
        String[] order = query.get("$orderby").strip().split("\\s*,\\s*")[0].split("\\s+");
        if (!order[0].isEmpty()) {
            set.known(order[0]);
        }
        long[] token = token(query.get("$skiptoken"));
        long top = query.has("$top") ? number(query.get("$top")) : Long.MAX_VALUE;
        long remaining = token == null ? top : token[1];
        return new ODataQuery<>(
                query.get("$filter").isBlank() ? null : ODataFilter.parse(query.get("$filter"), set),
                order[0].isEmpty() ? "entryNo" : order[0],
                order.length > 1 && order[1].equalsIgnoreCase("desc"),
                selected(query.get("$select"), set),
                (int) Math.min(remaining, pageSize(call.header("Prefer"))),
                remaining,
                token == null ? null : token[0]);
    }

    private static int pageSize(String prefer) {
        Matcher size = PAGE_SIZE.matcher(prefer);
        return size.find() ? (int) Math.max(1, Math.min(MAX_PAGE, number(size.group(1)))) : MAX_PAGE;
    }

    private static <R extends Row> List<Column<R>> selected(String select, EntitySet<R> set) {
        if (select.isBlank()) {
            return set.columns();
        }
        List<Column<R>> wanted = Arrays.stream(select.split(","))
                .map(name -> set.known(name.strip()))
                .toList();
        return set.columns().stream().filter(wanted::contains).toList();
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw ODataError.query("The query option needs a number.");
        }
    }

    /** The opaque token of the page after the row with that key. */
    String tokenAfter(long key, int sent) {
        String text = key + ":" + (remaining == Long.MAX_VALUE ? remaining : remaining - sent);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static long[] token(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":");
            return new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1])};
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ODataError.query("The $skiptoken is not valid.");
        }
    }
}
