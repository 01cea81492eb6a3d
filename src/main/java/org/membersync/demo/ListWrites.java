package org.membersync.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.membersync.member.FieldValue;

/** The writing calls about members; each must hold the list's write lock. */
final class ListWrites {

    private final String duplicates;
    private final MemberList list;
    private final ListFields fields;
    private final ConsentWatch watch;

    ListWrites(String duplicates, MemberList list, ListFields fields, ConsentWatch watch) {
        this.duplicates = duplicates;
        this.list = list;
        this.fields = fields;
        this.watch = watch;
    }

    Answer create(Input input) {
        Map<String, FieldValue> values = fields.accept(input.fields());
        return Answer.json(201, Map.of("id", create(values).id));
    }

    private ListEntry create(Map<String, FieldValue> values) {
        if (text(values, "email").isEmpty() && text(values, "mobile").isEmpty()) {
            throw HeyLoyaltyError.invalid("A member needs an email or a mobile");
        }
        refuseDuplicate(values, null);
        return list.create(values);
    }

    /** Changes only what was sent; an unsubscribed member becomes active again, as HeyLoyalty does. */
    Answer patch(ListEntry entry, Input input) {
        Map<String, FieldValue> values = fields.accept(input.fields());
        watch.patched(values.keySet());
        update("PATCH", entry, values, false);
        return Answer.empty(204);
    }

    /** Empties every field that was not sent; re-activates like PATCH. */
    Answer put(ListEntry entry, Input input) {
        update("PUT", entry, fields.accept(input.fields()), true);
        return Answer.empty(204);
    }

    private void update(String method, ListEntry entry, Map<String, FieldValue> values, boolean emptyOthers) {
        Map<String, FieldValue> after = emptyOthers ? new LinkedHashMap<>() : new LinkedHashMap<>(entry.fields);
        after.putAll(values);
        refuseDuplicate(after, entry.id);
        watch.changed(method, entry);
        list.change(entry, copy -> {
            copy.active = true;
            copy.unsubscribedAt = null;
            copy.fields.clear();
            copy.fields.putAll(after);
        });
    }

    Answer delete(ListEntry entry, Input input) {
        String obscure = input.text("obscureMemberData");
        if (obscure.equals("1") || obscure.equalsIgnoreCase("true")) {
            list.erase(entry);
        } else {
            list.unsubscribe(entry);
        }
        return Answer.empty(204);
    }

    /** Looks only at active members, so it subscribes afresh whoever had unsubscribed. */
    Answer upsert(Input input) {
        String field = input.text("unique_field");
        Map<String, FieldValue> values = fields.accept(input.part("member").fields());
        String wanted = text(values, field);
        if (wanted.isEmpty()) {
            throw HeyLoyaltyError.invalid("The unique field is missing in the member");
        }
        List<ListEntry> found = active(field, wanted);
        if (found.size() > 1) {
            throw HeyLoyaltyError.invalid("More than one member has this value in the unique field");
        }
        if (found.isEmpty()) {
            return upserted("create", create(values).id);
        }
        update("upsert", found.get(0), values, false);
        return upserted("update", found.get(0).id);
    }

    private static Answer upserted(String type, String id) {
        return Answer.json(200, Map.of("type", type, "member_id", id));
    }

    /** Unsubscribes the active members with that value. */
    Answer deleteByField(Input input) {
        active(input.text("field"), input.text("value")).forEach(list::unsubscribe);
        return Answer.empty(204);
    }

    private List<ListEntry> active(String field, String value) {
        Stream<ListEntry> candidates =
                switch (field) {
                    case "email" -> list.byEmail(value).stream();
                    case "mobile" -> list.byMobile(value).stream();
                    default -> list.ordered(false, false).stream();
                };
        return new ArrayList<>(candidates
                .filter(entry -> entry.active && entry.text(field).equalsIgnoreCase(value))
                .toList());
    }

    private void refuseDuplicate(Map<String, FieldValue> values, String self) {
        boolean emails = duplicates.equals("disallow") || duplicates.equals("allow_mobile");
        boolean mobiles = duplicates.equals("disallow") || duplicates.equals("allow_email");
        if (emails) {
            refuseTaken(list.byEmail(text(values, "email")), text(values, "email"), "email", self);
        }
        if (mobiles) {
            refuseTaken(list.byMobile(text(values, "mobile")), text(values, "mobile"), "mobile", self);
        }
    }

    private static void refuseTaken(Collection<ListEntry> holders, String value, String field, String self) {
        if (!value.isEmpty() && holders.stream().anyMatch(holder -> holder.active && !holder.id.equals(self))) {
            throw HeyLoyaltyError.invalid("A member with the same " + field + " already exists");
        }
    }

    private static String text(Map<String, FieldValue> values, String field) {
        return values.getOrDefault(field, FieldValue.empty()).text();
    }
}
