package org.membersync.benchmark;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.http.Json;
import org.membersync.support.PackagedProgram;

/**
 * Measures the runs over whole populations with {@code mvn -Pbenchmark verify}: the packaged program with a heap of 512 MB and its
 * embedded database in a process of its own, members computed from their numbers. Times are printed and never asserted; what is
 * found and how many calls it takes are. The system property {@code benchmark.members} sets another population than 1,000,000. What
 * lives in the heap is the most that a whole collection left of it; one is asked for every ten seconds. How much of Business Central's
 * budget a first synchronization uses is measured where each member takes a call: over the two times five minutes that
 * {@code benchmark.budgeted-members}, 12,000, take at least.
 */
class PopulationBenchmark {

    private static final int PAGE = 1000;
    private static final int BUDGET = 5500;
    private static final Duration BUDGETED = Duration.ofMinutes(5);
    private static final Pattern LIVE = Pattern.compile("Pause Full \\(Diagnostic Command\\) \\d+M->(\\d+)M");
    private static final Duration BETWEEN_COLLECTIONS = Duration.ofSeconds(10);
    private static final String HEAD = "| %-14s | %9s | %8s | %9s | %8s | %8s | %8s | %8s | %s%n";
    private static final String LINE = "| %-14s | %,9d | %8.1f | %,9.0f | %,8d | %,8d | %5.0f MB | %,5d MB | %s%n";

    private final int members = Integer.getInteger("benchmark.members", 1_000_000);

    private int collected;

    @TempDir
    private Path folder;

    @Test
    void measuresTheFirstSynchronizationAndReconciliations() throws Exception {
        writeMapping();
        List<String> javaOptions = List.of("-Xmx512m", "-Xlog:gc:file=" + folder.resolve("gc.log"));
        try (GeneratedSystems systems = GeneratedSystems.start(members, PAGE);
                PackagedProgram program = PackagedProgram.start(folder, javaOptions, settings(systems))) {
            int different = members / PAGE;
            System.out.printf("%nOne member in a thousand differs; the program has a heap of 512 MB%n");
            System.out.printf(
                    HEAD, "run", "members", "seconds", "members/s", "BC calls", "HL calls", "live", "data", "found");

            JsonNode first = run("initial-sync", systems, program);
            assertThat(systems.created()).isEqualTo(different);
            assertThat(first.path("run").path("counts").path("linked").asLong()).isEqualTo(members - different);

            JsonNode equal = run("reconcile", systems, program);
            assertThat(equal.path("run").path("counts").path("differences").isEmpty())
                    .isTrue();

            systems.moveSome("Ærøskøbing");
            JsonNode differing = run("reconcile", systems, program);
            assertThat(differing
                            .path("run")
                            .path("counts")
                            .path("differences")
                            .path("different")
                            .asLong())
                    .isEqualTo((members + PAGE - 2) / PAGE);
            long pages = pages(members) + pages(members);
            assertThat(systems.businessCentralCalls() + systems.heyLoyaltyCalls())
                    .as("pages, an empty one at the end, and the list's own definition")
                    .isLessThanOrEqualTo(pages + 2);
        }
    }

    @Test
    void measuresHowMuchOfTheBudgetAFirstSynchronizationUses() throws Exception {
        writeMapping();
        int budgeted = Integer.getInteger("benchmark.budgeted-members", 12_000);
        try (GeneratedSystems systems = GeneratedSystems.start(budgeted, 1);
                PackagedProgram program = PackagedProgram.start(folder, List.of("-Xmx512m"), settings(systems))) {
            List<Long> calls = new CopyOnWriteArrayList<>();
            ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
            clock.scheduleAtFixedRate(
                    () -> calls.add(systems.businessCentralCalls()),
                    BUDGETED.toSeconds(),
                    BUDGETED.toSeconds(),
                    SECONDS);
            long start = System.nanoTime();
            program.operate("initial-sync", "--format", "json");
            double seconds = (System.nanoTime() - start) / 1e9;
            clock.shutdownNow();

            assertThat(systems.created()).isEqualTo(budgeted);
            System.out.printf(
                    Locale.ROOT,
                    "%nNobody of %,d members is on the list: %.0f s, %,d calls to Business Central; after each five minutes %s,"
                            + " of %,d that the budget allows in each%n",
                    budgeted,
                    seconds,
                    systems.businessCentralCalls(),
                    calls,
                    BUDGET);
        }
    }

    private void writeMapping() throws IOException {
        Files.createDirectories(folder.resolve("mappings"));
        Files.writeString(folder.resolve("mappings/member.yaml"), """
                fields:
                  - { bc: firstName, heyloyalty: firstname }
                  - { bc: lastName, heyloyalty: lastname }
                  - { bc: email, heyloyalty: email }
                  - { bc: city, heyloyalty: city }
                """);
    }

    private JsonNode run(String command, GeneratedSystems systems, PackagedProgram program) throws Exception {
        systems.resetCalls();
        long start = System.nanoTime();
        Thread collections = new Thread(() -> collect(program.handle().pid()), "collections");
        collections.start();
        String answer;
        try {
            answer = program.operate(command, "--format", "json");
        } finally {
            collections.interrupt();
            collections.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        JsonNode said = Json.read(answer).orElseThrow();
        JsonNode result = Json.read(said.path("output").asText())
                .orElseThrow(() -> new AssertionError(said.path("errors").asText() + log(program)));
        System.out.printf(
                Locale.ROOT,
                LINE,
                command,
                members,
                seconds,
                members / seconds,
                systems.businessCentralCalls(),
                systems.heyLoyaltyCalls(),
                live(),
                data(),
                result.path("run").path("counts").path("differences"));
        return result;
    }

    /** Asks for whole collections until it is interrupted. */
    private static void collect(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            while (true) {
                Thread.sleep(BETWEEN_COLLECTIONS.toMillis());
                new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long pages(int rows) {
        return (rows + PAGE - 1) / PAGE;
    }

    private static String log(PackagedProgram program) {
        try {
            return program.log();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The most that lived in the heap since the last question, in MB; NaN when no collection fell into that time. */
    private double live() throws IOException {
        String log = Files.readString(folder.resolve("gc.log"));
        String now = log.substring(collected);
        collected = log.length();
        return LIVE.matcher(now)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .max()
                .orElse(Double.NaN);
    }

    private long data() throws IOException {
        try (var files = Files.walk(folder.resolve("data"))) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    / 1_000_000;
        }
    }

    private static Map<String, String> settings(GeneratedSystems systems) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("membersync.enabled", "true");
        settings.put("membersync.members.enabled", "true");
        settings.put("membersync.schedules.enabled", "false");
        settings.put("membersync.business-central.api-url", systems.address() + "/bc/api");
        settings.put("membersync.business-central.retail-api-url", systems.address() + "/bc/retail");
        settings.put("membersync.business-central.token-url", systems.address() + "/token");
        settings.put("membersync.business-central.company-id", "b7a1f3c4-2d5e-4f60-8a91-0c3e5d7f9b21");
        settings.put("membersync.business-central.client-id", "generated");
        settings.put("membersync.business-central.client-secret", "generated");
        settings.put("membersync.heyloyalty.api-url", systems.address() + "/hl");
        settings.put("membersync.heyloyalty.api-key", "generated");
        settings.put("membersync.heyloyalty.api-secret", "generated");
        settings.put("membersync.heyloyalty.list-id", GeneratedSystems.LIST);
        settings.put("membersync.web.operator-password", "secret-for-benchmarks");
        settings.put("membersync.business-central.requests-per-5-minutes", Integer.toString(BUDGET));
        settings.put("server.port", "0");
        return settings;
    }
}
