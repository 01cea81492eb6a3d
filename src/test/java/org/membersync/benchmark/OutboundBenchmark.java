package org.membersync.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.demo.Population;
import org.membersync.support.PackagedProgram;
import org.membersync.support.World;

/**
 * Measures the outbound direction with {@code mvn -Pbenchmark verify}: the packaged program with a heap of 256 MB in a process
 * of its own, both simulators in this one, 50 ms latency on every call. Times are printed and never asserted; only the result
 * is. The system property {@code benchmark.members} sets another population than 10,000, {@code benchmark.latency} other
 * milliseconds (many of them show what the program's structure allows on a busy machine), {@code benchmark.java-options} more
 * options for the program's Java.
 */
class OutboundBenchmark {

    private static final int BUSINESS_CENTRAL_AT_A_TIME = 4;
    private static final int HEYLOYALTY_AT_A_TIME = 8;
    private static final int CHANGES = 500;
    private static final Pattern HEAP_AFTER_COLLECTION = Pattern.compile("->(\\d+)M\\(");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final int population = Integer.getInteger("benchmark.members", 10_000);
    private final Duration latency = Duration.ofMillis(Integer.getInteger("benchmark.latency", 50));

    @TempDir
    private Path folder;

    @Test
    void measuresFirstDeliveryIdlePollAndChanges() throws Exception {
        try (World world = World.empty()) {
            Population.addEligible(world.businessCentral(), population, LocalDate.now(ZoneOffset.UTC));
            world.latency(latency);
            List<String> javaOptions =
                    new ArrayList<>(List.of("-Xmx256m", "-Xlog:gc:file=" + folder.resolve("gc.log")));
            javaOptions.addAll(
                    Stream.of(System.getProperty("benchmark.java-options", "").split(" "))
                            .filter(option -> !option.isBlank())
                            .toList());
            try (PackagedProgram program = PackagedProgram.start(folder, javaOptions, settings(world))) {
                measure(world, program);
            }
        }
    }

    private void measure(World world, PackagedProgram program) throws Exception {
        Table table = new Table(latency, BUSINESS_CENTRAL_AT_A_TIME, HEYLOYALTY_AT_A_TIME);
        table.fact(
                "bare calls to Business Central that the machine gets through",
                BareCalls.perSecond(world.businessCentral().retailApiUrl() + "/membership", BUSINESS_CENTRAL_AT_A_TIME),
                "/s");
        table.fact("start to ready", program.secondsToReady(), "s");
        table.fact("resident before the first run", resident(program), "MB");
        table.round(sync("first delivery", population, world, program));
        assertThat(world.heyLoyalty().activeCount()).isEqualTo(population);
        table.fact("most heap used after a collection", heap(), "MB");
        Round idle = sync("idle poll", 0, world, program);
        table.round(idle);
        assertThat(idle.heyLoyalty()).as("a page of the list").isEqualTo(1);
        int changes = Math.min(CHANGES, population);
        world.businessCentral().memberNumbers().stream().limit(changes).forEach(number -> world.businessCentral()
                .change(number, member -> member.city("Århus N")));
        table.round(sync("changed members", changes, world, program));
        Round silent = sync("poll after the changes", 0, world, program);
        table.round(silent);
        assertThat(silent.writes()).isZero();
        table.fact("resident at the end", resident(program), "MB");
        table.fact("load of the machine in the last minute", load(), "");
        table.print();
    }

    private Round sync(String name, int members, World world, PackagedProgram program) throws Exception {
        return Round.measure(name, members, world, program.handle(), () -> assertThat(program.operate("sync"))
                .contains("\"exitCode\":0"));
    }

    /** As delivered, but that not the calls in five minutes are what limits, and that nobody changed within the overlap. */
    private static Map<String, String> settings(World world) {
        Map<String, String> settings = World.settings(world.businessCentral(), world.heyLoyalty());
        settings.put("membersync.business-central.requests-per-5-minutes", "1000000");
        settings.put("membersync.business-central.overlap", "1s");
        settings.remove("membersync.retry.first-delay");
        settings.remove("membersync.retry.max-delay");
        return settings;
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

    private static double resident(PackagedProgram program) throws IOException {
        return linux(Path.of("/proc", String.valueOf(program.handle().pid()), "status"), RESIDENT) / 1024;
    }

    private static double load() throws IOException {
        return linux(Path.of("/proc/loadavg"), Pattern.compile("^([0-9.]+)"));
    }

    /** Not a number on systems without that file. */
    private static double linux(Path file, Pattern pattern) throws IOException {
        return Files.isReadable(file)
                ? pattern.matcher(Files.readString(file))
                        .results()
                        .mapToDouble(found -> Double.parseDouble(found.group(1)))
                        .findFirst()
                        .orElse(Double.NaN)
                : Double.NaN;
    }
}
