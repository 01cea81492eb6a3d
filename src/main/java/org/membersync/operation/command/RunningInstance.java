package org.membersync.operation.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.membersync.http.Json;

/** Runs a command inside the instance that is running, as the operator would there. */
class RunningInstance implements Host {

    static final String PATH = "/operations";

    private static final String PASSWORD = "MEMBERSYNC_WEB_OPERATORPASSWORD";
    private static final Duration LONGEST = Duration.ofHours(6);

    private final ServerOptions server;

    RunningInstance(ServerOptions server) {
        this.server = server;
    }

    @Override
    public String user() {
        return server.user();
    }

    @Override
    public boolean isWatched() {
        return false;
    }

    @Override
    public int serve() {
        throw new CommandFailedException("serve starts an instance; it cannot be asked of another one");
    }

    @Override
    public int run(OperationCommand command, List<String> arguments) {
        HttpResponse<String> answer = send(withoutServer(arguments));
        switch (answer.statusCode()) {
            case 200 -> {
                return print(command, answer.body());
            }
            case 401 ->
                throw new CommandFailedException("The login of " + server.user() + " at " + server.address()
                        + " was refused: check --user and the environment variable " + PASSWORD);
            case 403 ->
                throw new CommandFailedException(
                        server.user() + " may not run this command at " + server.address() + ": it needs the operator");
            case 404 ->
                throw new CommandFailedException("There is no membersync at " + server.address()
                        + ": check --server, such as http://localhost:8080");
            default ->
                throw new CommandFailedException(server.address() + " answered " + answer.statusCode()
                        + ": look at the log of the instance there");
        }
    }

    /** The command without the options that led here. */
    static List<String> withoutServer(List<String> arguments) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--server") || argument.equals("--user")) {
                i++;
            } else if (!argument.startsWith("--server=") && !argument.startsWith("--user=")) {
                kept.add(argument);
            }
        }
        return kept;
    }

    private HttpResponse<String> send(List<String> arguments) {
        ObjectNode body = Json.object();
        ArrayNode args = body.putArray("args");
        arguments.forEach(args::add);
        try {
            HttpRequest request = HttpRequest.newBuilder(address())
                    .timeout(LONGEST)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json")
                    .header("Authorization", login())
                    .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                    .build();
            HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException unreachable) {
            throw new CommandFailedException("There is no instance to be reached at " + server.address() + " ("
                    + unreachable.getClass().getSimpleName() + "): check --server and that it runs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("Interrupted: the instance may still be at work on the command");
        }
    }

    private URI address() {
        String text = server.address().toString();
        if (!text.startsWith("http://") && !text.startsWith("https://")) {
            throw new CommandFailedException("--server " + text + " is no address: write http://localhost:8080");
        }
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + PATH);
    }

    private String login() {
        String plain = server.user() + ":" + password();
        return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private String password() {
        String given = System.getenv(PASSWORD);
        if (given != null && !given.isEmpty()) {
            return given;
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password of %s: ", server.user());
        if (typed == null) {
            throw new CommandFailedException(
                    "The password of " + server.user() + " is not known: set the environment variable " + PASSWORD);
        }
        return new String(typed);
    }

    private static int print(OperationCommand command, String body) {
        JsonNode answer = Json.read(body)
                .filter(json -> json.path("exitCode").isInt())
                .orElseThrow(() -> new CommandFailedException(
                        "The answer is not from membersync: check --server, such as http://localhost:8080"));
        command.out().print(answer.path("output").asText(""));
        command.out().flush();
        command.err().print(answer.path("errors").asText(""));
        command.err().flush();
        return answer.path("exitCode").asInt();
    }
}
