package org.membersync.businesscentral;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.membersync.http.Json;

/**
 * The error of an answer, in either interface's form, without the free text that may quote a member's data.
 *
 * @param code empty when the answer has none that looks like a code
 * @param number NP Retail's error number such as {@code -127009}, empty for none
 * @param unknownMember whether NP Retail says that it does not know the member
 */
record BusinessCentralError(String code, String number, boolean unknownMember) {

    private static final Pattern NUMBER = Pattern.compile("\\[(-127\\d{3})].*", Pattern.DOTALL);
    private static final Pattern UNKNOWN_MEMBER =
            Pattern.compile("invalid member( id|\\s*-).*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    static BusinessCentralError read(String body) {
        JsonNode answer = Json.read(body).orElseGet(Json::object);
        JsonNode error = answer.path("error").isObject() ? answer.path("error") : answer;
        String code = Json.text(error, "code");
        String message = Json.text(error, "message");
        Matcher number = NUMBER.matcher(message);
        return new BusinessCentralError(
                code.matches("[A-Za-z0-9_]{1,60}") ? code : "",
                number.matches() ? number.group(1) : "",
                UNKNOWN_MEMBER.matcher(message).matches());
    }

    boolean hasCode(String expected) {
        return code.equalsIgnoreCase(expected);
    }

    /** Code and number as an addition to a sentence, empty when the answer has neither. */
    String inBrackets() {
        String both = (code + " " + number).strip();
        return both.isEmpty() ? "" : " (" + both + ")";
    }
}
