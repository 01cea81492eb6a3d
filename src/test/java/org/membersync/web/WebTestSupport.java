package org.membersync.web;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Calls the application as a person would, with or without a login, and with the CSRF token Hawtio would send. */
final class WebTestSupport {

    static final String OPERATOR_PASSWORD = "made-up-operator-password";
    static final String VIEWER_PASSWORD = "made-up-viewer-password";

    private final String base;
    private final String authorization;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    private WebTestSupport(int port, String authorization) {
        this.base = "http://localhost:" + port;
        this.authorization = authorization;
    }

    static WebTestSupport anonymous(int port) {
        return new WebTestSupport(port, null);
    }

    static WebTestSupport operator(int port) {
        return new WebTestSupport(port, basic("operator", OPERATOR_PASSWORD));
    }

    static WebTestSupport viewer(int port) {
        return new WebTestSupport(port, basic("viewer", VIEWER_PASSWORD));
    }

    static WebTestSupport stranger(int port) {
        return new WebTestSupport(port, basic("operator", VIEWER_PASSWORD));
    }

    /** A program with that {@code Authorization}; null for none. */
    static WebTestSupport program(int port, String authorization) {
        return new WebTestSupport(port, authorization);
    }

    HttpResponse<String> get(String path) {
        return send(request(path).header("Accept", "application/json, */*").GET());
    }

    HttpResponse<String> page(String path) {
        return send(request(path).header("Accept", "text/html,*/*;q=0.8").GET());
    }

    /** Posts a Jolokia request as Hawtio does and gives Jolokia's answer. */
    HttpResponse<String> jolokia(String json) {
        return post("/hawtio/jolokia", json, csrfToken());
    }

    HttpResponse<String> post(String path, String json, String csrfToken) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (csrfToken != null) {
            request.header("X-XSRF-TOKEN", csrfToken);
        }
        return send(request);
    }

    /** Posts a body of that type; null for none. */
    HttpResponse<String> post(String path, String contentType, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = request(path).POST(body);
        return send(contentType == null ? request : request.header("Content-Type", contentType));
    }

    HttpResponse<String> corsPreflight(String path) {
        return send(request(path)
                .header("Origin", "https://elsewhere.example.dk")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    private String csrfToken() {
        get("/actuator/info");
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
