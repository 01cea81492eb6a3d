package org.membersync.operation.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.membersync.mapping.ActivationItem.Kind;
import org.membersync.operation.AudienceExplanation;
import org.membersync.operation.AudienceExplanation.Field;

/** Which audiences a person is in, as people read it. */
final class ExplainedAudiences {

    private ExplainedAudiences() {}

    /** @param values whether the values of attributes are shown too */
    static void print(AudienceExplanation known, boolean values, PrintWriter out) {
        out.println("Audiences on the list " + (known.list().isEmpty() ? "of the members" : known.list()) + " ("
                + known.personId() + "): " + entry(known));
        known.waiting().forEach(waiting -> out.println(Words.waits(waiting)));
        known.parked().forEach(parked -> out.println(Words.parked(parked)));
        TextTable table =
                new TextTable("ACTIVATION", "KIND", "ID", "NAME", "FIELD", "SHOULD HOLD", "SAID AT", "STATE", "WHY");
        known.fields()
                .forEach(field -> table.row(
                        field.activation(),
                        Words.outcome(field.kind().name()),
                        field.id(),
                        field.name(),
                        field.field(),
                        value(field, values),
                        Words.time(field.saidAt()),
                        Words.outcome(field.state().name()),
                        field.why()));
        if (!table.isEmpty()) {
            table.print(out);
        }
        Decisions.print(known.decisions(), out);
        out.println();
    }

    private static String entry(AudienceExplanation known) {
        if (known.lookedAt() == null) {
            return "their entry was not looked for yet";
        }
        String at = " when it was looked for at " + Words.time(known.lookedAt());
        return known.heyLoyaltyId() == null
                ? "they had no active entry" + at + "; nothing is written to them until they join"
                : "their active entry was " + known.heyLoyaltyId() + at;
    }

    private static String value(Field field, boolean values) {
        if (field.value().isEmpty()) {
            return "nothing";
        }
        return field.kind() == Kind.AUDIENCE || values ? field.value() : "a value";
    }

    static Map<String, Object> json(AudienceExplanation known, boolean values) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("personId", known.personId());
        json.put("list", known.list());
        json.put("heyLoyaltyId", known.heyLoyaltyId());
        json.put("lookedAt", known.lookedAt());
        json.put("audiences", fields(known.fields(), values));
        json.put("waiting", known.waiting());
        json.put("parked", known.parked());
        json.put("decisions", known.decisions());
        return json;
    }

    private static List<Map<String, Object>> fields(List<Field> fields, boolean values) {
        return fields.stream()
                .map(field -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("activation", field.activation());
                    json.put("kind", field.kind());
                    json.put("id", field.id());
                    json.put("name", field.name());
                    json.put("field", field.field());
                    json.put("value", value(field, values));
                    json.put("saidAt", field.saidAt());
                    json.put("state", field.state());
                    json.put("why", field.why());
                    return json;
                })
                .toList();
    }
}
