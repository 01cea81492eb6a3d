package org.membersync.demo;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** HeyLoyalty's paths below {@code /loyalty}. */
final class ListFront {

    private final HeyLoyaltyOptions options;
    private final MemberList list;
    private final ListFields fields;
    private final EntryJson json;
    private final ListReads reads;
    private final ListWrites writes;
    private final Webhooks webhooks;

    ListFront(
            HeyLoyaltyOptions options,
            MemberList list,
            ListFields fields,
            EntryJson json,
            ConsentWatch watch,
            Webhooks webhooks) {
        this.webhooks = webhooks;
        this.options = options;
        this.list = list;
        this.fields = fields;
        this.json = json;
        this.reads = new ListReads(options, list, fields, json);
        this.writes = new ListWrites(options.duplicates(), list, fields, watch);
    }

    Answer answer(Call call) {
        try {
            List<String> path = call.segments();
            if (path.size() < 3
                    || !path.get(0).equals("loyalty")
                    || !path.get(2).equals("lists")) {
                throw HeyLoyaltyError.notFound();
            }
            List<String> rest = path.subList(3, path.size());
            return switch (path.get(1)) {
                case "v1" -> first(call, rest);
                case "v2" -> second(call, rest);
                default -> throw HeyLoyaltyError.notFound();
            };
        } catch (HeyLoyaltyError e) {
            return e.answer();
        }
    }

    private Answer first(Call call, List<String> path) {
        if (path.isEmpty() || (path.size() == 1 && path.get(0).equals("countries"))) {
            get(call);
            return path.isEmpty()
                    ? reading(call, "lists", reads::lists)
                    : reading(
                            call,
                            "countries",
                            () -> Answer.json(200, fields.get("country").options()));
        }
        requireList(path.get(0));
        if (path.size() == 1) {
            get(call);
            return reading(call, "list", reads::list);
        }
        return switch (path.get(1)) {
            case "members" -> members(call, path.subList(2, path.size()));
            case "webhooks" -> webhooks(call, path.subList(2, path.size()));
            default -> throw HeyLoyaltyError.notFound();
        };
    }

    private Answer second(Call call, List<String> path) {
        String route = call.method() + " " + String.join("/", path);
        if (route.equals("DELETE members/byfield")) {
            call.kind("member.delete");
            Input input = Input.of(call);
            if (!input.texts("lists").contains(options.listId())) {
                throw HeyLoyaltyError.notFound();
            }
            return list.write(() -> writes.deleteByField(input));
        }
        if (call.method().equals("PATCH") && path.size() == 1) {
            requireList(path.get(0));
            call.kind("list.patch");
            Input.of(call).parts("fields").forEach(this::changeField);
            return list.read(reads::list);
        }
        throw HeyLoyaltyError.notFound();
    }

    private void changeField(Input field) {
        String name = field.text("name");
        if (name.isEmpty() || !ListFields.FORMATS.contains(field.text("format"))) {
            throw HeyLoyaltyError.invalid("A field needs a name and a format");
        }
        fields.upsert(
                name,
                field.text("format"),
                field.text("label"),
                field.parts("options").stream()
                        .filter(option -> option.text("id").isEmpty())
                        .map(option -> option.text("label"))
                        .toList());
        field.parts("options").stream()
                .filter(option -> !option.text("id").isEmpty())
                .forEach(option -> fields.relabel(name, option.text("id"), option.text("label")));
    }

    private Answer members(Call call, List<String> path) {
        String route = call.method() + " " + (path.isEmpty() ? "" : path.get(0).equals("upsert") ? "upsert" : "ID");
        if (path.size() > 1) {
            throw HeyLoyaltyError.notFound();
        }
        return switch (route) {
            case "GET " -> reading(call, "members.list", () -> reads.members(call.query()));
            case "POST " -> {
                call.kind("member.create");
                Input input = Input.of(call);
                yield list.write(() -> writes.create(input));
            }
            case "POST upsert" -> {
                call.kind("member.upsert");
                Input input = Input.of(call);
                yield list.write(() -> writes.upsert(input));
            }
            case "GET ID" -> reading(call, "member.read", () -> Answer.json(200, json.show(entry(path.get(0)))));
            case "PATCH ID" -> changing(call, "member.patch", path.get(0), writes::patch);
            case "PUT ID" -> changing(call, "member.put", path.get(0), writes::put);
            case "DELETE ID" -> changing(call, "member.delete", path.get(0), writes::delete);
            default -> throw new HeyLoyaltyError(405, "Method Not Allowed");
        };
    }

    private Answer webhooks(Call call, List<String> path) {
        call.kind("webhooks");
        return switch (call.method() + " " + path.size()) {
            case "GET 0" -> webhooks.list();
            case "POST 0" -> webhooks.create(Input.of(call));
            case "PUT 1" -> webhooks.update(path.get(0), Input.of(call));
            case "DELETE 1" -> webhooks.delete(path.get(0));
            default -> throw HeyLoyaltyError.notFound();
        };
    }

    private Answer reading(Call call, String kind, Supplier<Answer> work) {
        call.kind(kind);
        return list.read(work);
    }

    private Answer changing(Call call, String kind, String id, BiFunction<ListEntry, Input, Answer> work) {
        call.kind(kind);
        Input input = Input.of(call);
        return list.write(() -> work.apply(entry(id), input));
    }

    private ListEntry entry(String id) {
        ListEntry entry = list.get(id);
        if (entry == null) {
            throw HeyLoyaltyError.notFound();
        }
        return entry;
    }

    private void requireList(String id) {
        if (!id.equals(options.listId())) {
            throw HeyLoyaltyError.notFound();
        }
    }

    private static void get(Call call) {
        if (!call.method().equals("GET")) {
            throw new HeyLoyaltyError(405, "Method Not Allowed");
        }
    }
}
