package org.membersync.demo;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a simulator answers: status, headers and body. */
record Answer(int status, Map<String, String> headers, byte[] body) {

    static Answer json(int status, Object body) {
        return of(status, "application/json; charset=utf-8", Json.bytes(body));
    }

    static Answer jsonBytes(int status, byte[] body) {
        return of(status, "application/json; charset=utf-8", body);
    }

    static Answer text(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    private static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("Content-Type", contentType), body);
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
