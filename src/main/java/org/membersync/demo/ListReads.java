package org.membersync.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The reading calls about the list and its members; each must hold the list's read lock. */
final class ListReads {

    private final HeyLoyaltyOptions options;
    private final MemberList list;
    private final ListFields fields;
    private final EntryJson json;

    ListReads(HeyLoyaltyOptions options, MemberList list, ListFields fields, EntryJson json) {
        this.options = options;
        this.list = list;
        this.fields = fields;
        this.json = json;
    }

    Answer lists() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", listId());
        shown.put("name", "Members");
        shown.put("created_at", "2013-05-28 13:58:12");
        shown.put("members", list.activeCount());
        shown.put("open_rate", 39);
        shown.put("click_rate", 12);
        return Answer.json(200, List.of(shown));
    }

    private Object listId() {
        return options.listId().matches("\\d{1,9}") ? (Object) Integer.valueOf(options.listId()) : options.listId();
    }

    Answer list() {
        Map<String, Object> shownFields = new LinkedHashMap<>();
        fields.all().forEach(field -> shownFields.put(field.name(), field(field)));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", listId());
        shown.put("name", "Members");
        shown.put("country_id", 53);
        shown.put("date_format", "Y-m-d");
        shown.put("duplicates", options.duplicates());
        shown.put("fields", shownFields);
        return Answer.json(200, shown);
    }

    private static Map<String, Object> field(SimulatedField field) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", field.id());
        shown.put("type", field.fixed() ? "fixed" : "custom");
        shown.put("type_id", field.fixed() ? 1 : 2);
        shown.put("format", field.format());
        shown.put("name", field.name());
        shown.put("label", field.label());
        shown.put("required_in_shop", false);
        shown.put("fallback", "");
        if (!field.options().isEmpty()) {
            shown.put("options", field.options());
        }
        return shown;
    }

    Answer members(Form query) {
        int page = number(query, "page", 1, Integer.MAX_VALUE);
        int perPage = number(query, "perpage", 50, 5000);
        boolean descending = query.get("order").equals("-1");
        boolean byUpdated = query.get("orderby").equals("updated_at");
        EntryFilter filter = new EntryFilter(query, fields);
        long skip = (long) (page - 1) * perPage;
        Collection<ListEntry> candidates = filter.candidates(list);
        List<Map<String, Object>> found = new ArrayList<>();
        Stream<ListEntry> ordered = candidates == null
                ? list.ordered(byUpdated, descending).stream()
                : candidates.stream().sorted(order(byUpdated, descending));
        ordered.filter(filter::matches).skip(skip).limit(perPage).forEach(entry -> found.add(json.show(entry)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("members", found);
        if (filter.onlyStatus()) {
            answer.put("total", total(filter));
        }
        return Answer.json(200, answer);
    }

    /** How many members a filter on nothing but the status lets through. */
    private int total(EntryFilter filter) {
        ListEntry probe = new ListEntry("", 0, Instant.EPOCH, Map.of());
        int active = filter.matches(probe) ? list.activeCount() : 0;
        probe.active = false;
        return active + (filter.matches(probe) ? list.size() - list.activeCount() : 0);
    }

    private static Comparator<ListEntry> order(boolean byUpdated, boolean descending) {
        Comparator<ListEntry> ascending =
                Comparator.comparingLong(entry -> byUpdated ? entry.updateSequence : entry.sequence);
        return descending ? ascending.reversed() : ascending;
    }

    private static int number(Form query, String name, int byDefault, int max) {
        String text = query.get(name);
        if (text.isEmpty()) {
            return byDefault;
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1) {
            throw HeyLoyaltyError.invalid("The parameter " + name + " needs a number from 1 on");
        }
        return Math.min(max, Integer.parseInt(text));
    }
}
