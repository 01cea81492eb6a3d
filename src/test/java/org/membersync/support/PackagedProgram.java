package org.membersync.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged program as a process of its own, in a folder of its own; it ends with {@link #close}. */
public final class PackagedProgram implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    /** The port is the program's own choice, and it says which only at this level. */
    private static final String TELL_PORT = "--logging.level.org.springframework.boot.web.embedded.tomcat=info";

    private static final Pattern READY =
            Pattern.compile("Started \\w+ in ([0-9.]+) seconds \\(process running for ([0-9.]+)\\)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path log;
    private final Process process;
    private final String login;

    private PackagedProgram(Path log, Process process, String login) {
        this.log = log;
        this.process = process;
        this.login = login;
    }

    /**
     * Starts {@code serve} and waits until it is ready.
     *
     * @param folder where it keeps its log and database
     * @param javaOptions such as {@code -Xmx256m}
     * @param settings as {@link World#settings} gives them, with a password for the operator
     */
    public static PackagedProgram start(Path folder, List<String> javaOptions, Map<String, String> settings)
            throws IOException {
        Path log = folder.resolve("program.log");
        List<String> command = command(javaOptions, settings, TELL_PORT);
        // Written by another process, so that the log does not stop where a test limits what the program may write.
        Process process = ProcessBuilder.startPipeline(List.of(
                        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true),
                        new ProcessBuilder("cat").redirectOutput(log.toFile())))
                .get(0);
        String user = "operator:" + settings.get("membersync.web.operator-password");
        String login = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        PackagedProgram program = new PackagedProgram(log, process, login);
        try {
            await("the program to be ready; its log is in " + log)
                    .atMost(Duration.ofMinutes(4))
                    .until(() ->
                            !process.isAlive() || READY.matcher(program.log()).find());
            if (!process.isAlive()) {
                throw new IllegalStateException("The program ended by itself:\n" + program.log());
            }
            return program;
        } catch (RuntimeException failed) {
            program.close();
            throw failed;
        }
    }

    /**
     * Runs a command as a process of its own, with its output in {@code command.log}.
     *
     * @return its exit status
     */
    public static int run(Path folder, List<String> javaOptions, Map<String, String> settings, String word)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(javaOptions, settings, word))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("command.log").toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("The command did not end; its log is in " + folder);
        }
        return process.exitValue();
    }

    private static List<String> command(List<String> javaOptions, Map<String, String> settings, String first) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", jar().toString(), first));
        settings.forEach((property, value) -> command.add("--" + property + "=" + value));
        return command;
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("packaged.jar", "target/membersync.jar"))
                .toAbsolutePath();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: run mvn -DskipTests package first");
        }
        return jar;
    }

    /** Seconds from the start of the process until it was ready, as it says itself. */
    public double secondsToReady() throws IOException {
        return Double.parseDouble(found(READY, 2));
    }

    /** What it wrote to its log so far. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    /** Runs a command inside the program and returns the JSON that tells how it went. */
    public String operate(String... words) throws IOException, InterruptedException {
        String arguments = "\"" + String.join("\",\"", words) + "\"";
        HttpRequest request = request("/operations")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"args\":[" + arguments + "]}"))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    /** What the page says to the operator. */
    public String get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    /** Such as {@code http://127.0.0.1:8080}. */
    public String address() throws IOException {
        return "http://127.0.0.1:" + found(PORT, 1);
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(Duration.ofHours(1))
                .header("Accept", "application/json")
                .header("Authorization", "Basic " + login);
    }

    private String found(Pattern pattern, int group) throws IOException {
        Matcher matcher = pattern.matcher(log());
        if (!matcher.find()) {
            throw new IllegalStateException("The program's log has no \"" + pattern + "\"");
        }
        return matcher.group(group);
    }

    /** The process itself. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Stops it as an operator would, and hard when that takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
