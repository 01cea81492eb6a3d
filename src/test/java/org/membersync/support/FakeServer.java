package org.membersync.support;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Any HTTP server: gives the scripted answers one after the other, then {@code 200 {}}, and remembers what it was asked. */
public final class FakeServer {

    private final HttpServer server;
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What was asked; path and query as they were sent. */
    public record Request(String method, String path, String query, Headers headers, String body) {}

    private record Answer(int status, String body, Map<String, String> headers) {}

    private FakeServer(HttpServer server) {
        this.server = server;
    }

    /** Starts on a free port of loopback. */
    public static FakeServer start() {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            FakeServer fake = new FakeServer(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
            fake.server.createContext("/", fake::handle);
            fake.server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** One more scripted answer. */
    public FakeServer answers(int status, String body) {
        return answers(status, body, Map.of());
    }

    /** One more scripted answer. */
    public FakeServer answers(int status, String body, Map<String, String> headers) {
        script.add(new Answer(status, body, headers));
        return this;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Forgets script and requests. */
    public void reset() {
        script.clear();
        requests.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                exchange.getRequestHeaders(),
                body));
        Answer scripted = script.poll();
        Answer answer = scripted == null ? new Answer(200, "{}", Map.of()) : scripted;
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
