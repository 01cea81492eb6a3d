package org.membersync.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One request, read whole. */
final class Call {

    private final String method;
    private final String rawPath;
    private final String rawQuery;
    private final Headers headers;
    private final byte[] body;
    private String kind = "other";
    private Form query;

    Call(HttpExchange exchange) throws IOException {
        method = exchange.getRequestMethod().toUpperCase(Locale.ROOT);
        rawPath = exchange.getRequestURI().getRawPath();
        rawQuery = exchange.getRequestURI().getRawQuery() == null
                ? ""
                : exchange.getRequestURI().getRawQuery();
        headers = exchange.getRequestHeaders();
        body = exchange.getRequestBody().readAllBytes();
    }

    String method() {
        return method;
    }

    String rawPath() {
        return rawPath;
    }

    String rawQuery() {
        return rawQuery;
    }

    byte[] body() {
        return body;
    }

    /** The header's first value, an empty text when it is missing. */
    String header(String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    /** The path's segments, decoded; a {@code +} stands for a blank, as in NP Retail's own samples. */
    List<String> segments() {
        return Stream.of(rawPath.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .toList();
    }

    Form query() {
        if (query == null) {
            query = Form.urlEncoded(rawQuery);
        }
        return query;
    }

    /** Counts this call under that name in the {@link CallLog}. */
    void kind(String name) {
        kind = name;
    }

    String kind() {
        return kind;
    }
}
