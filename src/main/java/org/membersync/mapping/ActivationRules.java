package org.membersync.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.membersync.mapping.ActivationItem.Kind;

/** What one key of an activation file asks of another, of other files and of the settings. */
final class ActivationRules {

    /** HeyLoyalty's own fields: they belong to the person. */
    private static final Set<String> FIXED = Set.of(
            "firstname",
            "lastname",
            "email",
            "mobile",
            "sex",
            "birthdate",
            "address",
            "postalcode",
            "city",
            "country",
            "password",
            "reference",
            "shop");

    private static final Pattern EMAIL = Pattern.compile("[^@\\s,]+@[^@\\s,]+\\.[^@\\s,.]+");
    private static final int LONGEST_ID = 100;

    private final Set<String> lists;
    private final MemberMapping members;
    private final Consumer<MappingProblem> problems;
    private final Map<String, String> taken = new HashMap<>();

    ActivationRules(Set<String> lists, MemberMapping members, Consumer<MappingProblem> problems) {
        this.lists = lists;
        this.members = members;
        this.problems = problems;
    }

    static String key(Kind kind) {
        return kind == Kind.AUDIENCE ? "audiences" : "attributes";
    }

    void check(Activation activation, YamlTree tree) {
        String file = activation.file();
        takeOnce(
                "name " + activation.name().toLowerCase(Locale.ROOT),
                file,
                tree.line(List.of("name")),
                "name",
                "is the name of another activation",
                "Give each a name of its own");
        if (!activation.list().isEmpty() && !lists.contains(activation.list())) {
            tell(
                    file,
                    tree.line(List.of("list")),
                    "list",
                    "there are no settings membersync.audiences.lists." + activation.list() + ".*",
                    SimilarWord.hint(activation.list(), lists)
                            + "Set list-id, api-key and api-secret below it, or leave the key out for the members' list");
        }
        if (!activation.errorEmail().isEmpty()
                && !EMAIL.matcher(activation.errorEmail()).matches()) {
            tell(
                    file,
                    tree.line(List.of("errorEmail")),
                    "errorEmail",
                    "is not an e-mail address",
                    "Write one address, or leave the key out");
        }
        activation.items().forEach(item -> check(activation, item));
    }

    private void check(Activation activation, ActivationItem item) {
        String file = activation.file();
        String list = activation.list();
        takeOnce(
                list + " item " + item.key(),
                file,
                item.line(),
                "id",
                "\"" + item.id() + "\" is shown on this list already",
                "Remove one of them");
        takeOnce(
                list + " field " + item.field(),
                file,
                item.line(),
                "field",
                "\"" + item.field() + "\" is the field of another audience or attribute",
                "Give each a field of its own");
        if (item.id().length() > LONGEST_ID) {
            tell(
                    file,
                    item.line(),
                    "id",
                    "is longer than " + LONGEST_ID + " characters",
                    "Compare it with the CDP's page of the audience or attribute");
        }
        if (FIXED.contains(item.field().toLowerCase(Locale.ROOT))) {
            tell(
                    file,
                    item.line(),
                    "field",
                    "\"" + item.field() + "\" is a field of HeyLoyalty's own",
                    "Choose a name that no field of the list has, such as cdp_" + item.field());
        }
        if (list.isEmpty()) {
            members.ofHeyLoyaltyField(item.field())
                    .ifPresent(mapped -> tell(
                            file,
                            item.line(),
                            "field",
                            "\"" + item.field() + "\" is mapped in " + members.fileName() + ":" + mapped.line(),
                            "Choose another name, or take it out of the member mapping"));
        }
        if (item.isAudience() && item.inLabel().equals(item.outLabel())) {
            tell(file, item.line(), "out", "is the same text as in", "Give the two options different labels");
        }
    }

    private void takeOnce(String what, String file, int line, String key, String problem, String mending) {
        String first = taken.putIfAbsent(what, file + ":" + line);
        if (first != null) {
            tell(file, line, key, problem, mending + "; the other is in " + first);
        }
    }

    private void tell(String file, int line, String key, String problem, String mending) {
        problems.accept(new MappingProblem(file, line, key, problem, mending));
    }
}
