package org.membersync.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.http.Json;
import org.membersync.support.PackagedProgram;

/**
 * Measures the runs over whole populations with {@code mvn -Pbenchmark verify}: the packaged program with a heap of 512 MB and its
 * embedded database in a process of its own, members computed from their numbers. Times are printed and never asserted; what is
 * found and how many calls it takes are. The system property {@code benchmark.members} sets another population than 1,000,000.
 */
class PopulationBenchmark {

    private static final int PAGE = 1000;
    private static final Pattern HEAP_AFTER_COLLECTION = Pattern.compile("->(\\d+)M\\(");

    private final int members = Integer.getInteger("benchmark.members", 1_000_000);

    @TempDir
    private Path folder;

    @Test
    void measuresTheFirstSynchronizationAndReconciliations() throws Exception {
        Files.createDirectories(folder.resolve("mappings"));
        Files.writeString(folder.resolve("mappings/member.yaml"), """
                fields:
                  - { bc: firstName, heyloyalty: firstname }
                  - { bc: lastName, heyloyalty: lastname }
                  - { bc: email, heyloyalty: email }
                  - { bc: city, heyloyalty: city }
                """);
        List<String> javaOptions = List.of("-Xmx512m", "-Xlog:gc:file=" + folder.resolve("gc.log"));
        try (GeneratedSystems systems = GeneratedSystems.start(members);
                PackagedProgram program = PackagedProgram.start(folder, javaOptions, settings(systems))) {
            int different = members / PAGE;
            System.out.printf(Locale.ROOT, "%n%,d members, one in a thousand differs, heap of 512 MB%n", members);

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

    private JsonNode run(String command, GeneratedSystems systems, PackagedProgram program) throws Exception {
        systems.resetCalls();
        long start = System.nanoTime();
        String answer = program.operate(command, "--format", "json");
        double seconds = (System.nanoTime() - start) / 1e9;
        JsonNode said = Json.read(answer).orElseThrow();
        JsonNode result = Json.read(said.path("output").asText())
                .orElseThrow(() -> new AssertionError(said.path("errors").asText() + log(program)));
        System.out.printf(
                Locale.ROOT,
                "%-14s %8.1f s, %,10.0f members/s, %,8d calls to Business Central, %,8d to HeyLoyalty, most heap after a collection so far %4.0f MB, data %,d MB, differences %s%n",
                command,
                seconds,
                members / seconds,
                systems.businessCentralCalls(),
                systems.heyLoyaltyCalls(),
                heap(),
                data(),
                result.path("run").path("counts").path("differences"));
        return result;
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

    private double heap() throws IOException {
        return HEAP_AFTER_COLLECTION
                .matcher(Files.readString(folder.resolve("gc.log")))
                .results()
                .map(MatchResult::group)
                .mapToDouble(text -> Double.parseDouble(text.replaceAll("\\D", "")))
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
        settings.put("server.port", "0");
        return settings;
    }
}
