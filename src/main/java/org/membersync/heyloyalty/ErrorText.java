package org.membersync.heyloyalty;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.membersync.http.Json;

/** The text of an error, only if it quotes nothing of what was sent and nothing that looks like a person's data. */
final class ErrorText {

    private static final int LONGEST = 200;

    /** An e-mail address, a phone number or a date. */
    private static final Pattern PERSONAL = Pattern.compile("@|\\d[\\d\\s./-]{4,}\\d");

    private ErrorText() {}

    static Optional<String> read(HeyLoyaltyRequest request, String body) {
        return Json.read(body)
                .map(answer -> Json.text(answer, answer.has("error") ? "error" : "message"))
                .map(text -> text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip())
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
                .filter(text -> !PERSONAL.matcher(text).find())
                .filter(text -> sent(request).stream().noneMatch(text.toLowerCase(Locale.ROOT)::contains));
    }

    private static List<String> sent(HeyLoyaltyRequest request) {
        List<String> values = new ArrayList<>();
        // An upsert wraps the fields; its other words are the interface's own.
        Json.read(request.body())
                .ifPresent(body -> collect(body.has("unique_field") ? body.path("member") : body, values));
        for (String parameter : request.query().split("&")) {
            String value = parameter.substring(parameter.indexOf('=') + 1);
            values.add(URLDecoder.decode(value, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
        }
        values.removeIf(String::isBlank);
        return values;
    }

    private static void collect(JsonNode node, List<String> values) {
        if (node.isContainerNode()) {
            node.forEach(child -> collect(child, values));
        } else {
            values.add(node.asText().toLowerCase(Locale.ROOT));
        }
    }
}
