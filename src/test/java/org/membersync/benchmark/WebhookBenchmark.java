package org.membersync.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.benchmark.SteadyCalls.Times;
import org.membersync.demo.DemoConfiguration;
import org.membersync.demo.Population;
import org.membersync.demo.WebhookOptions;
import org.membersync.heyloyalty.Webhooks;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Newsletter;
import org.membersync.support.PackagedProgram;
import org.membersync.support.World;

/**
 * Measures the receiver of webhooks with {@code mvn -Pbenchmark verify}: the packaged program works on what it is told, between
 * both simulators, while 200 webhooks a second arrive from this process on the same machine. Times are printed and never
 * asserted; only the result is. {@code benchmark.webhook-seconds} sets another time than 30 s, {@code benchmark.java-options}
 * more options for the program's Java.
 */
class WebhookBenchmark {

    private static final int PER_SECOND = 200;
    private static final int MEMBERS = 250;
    private static final int WITHDRAWALS = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration BASELINE = Duration.ofSeconds(10);
    private static final String PASSWORD = "made-up-webhook-password";

    private final Duration time = Duration.ofSeconds(Integer.getInteger("benchmark.webhook-seconds", 30));

    @TempDir
    private Path folder;

    @Test
    void measuresAnswersAndTheWayOfAWithdrawal() throws Exception {
        try (World world = World.empty()) {
            Population.addEligible(world.businessCentral(), MEMBERS, LocalDate.now(ZoneOffset.UTC));
            try (PackagedProgram program = PackagedProgram.start(folder, javaOptions(), settings(world))) {
                rest(world, MEMBERS);
                world.latency(Duration.ofMillis(50));
                try {
                    measure(world, program);
                } finally {
                    program.log()
                            .lines()
                            .filter(line -> line.matches(".*(WARN|ERROR).*"))
                            .limit(20)
                            .forEach(System.out::println);
                }
            }
        }
    }

    private void measure(World world, PackagedProgram program) throws Exception {
        URI receiver = URI.create(program.address() + "/webhooks/heyloyalty");
        List<String> entries =
                world.heyLoyalty().members().stream().map(HeyLoyaltyMember::id).toList();
        String login = basic(PASSWORD);
        SteadyCalls.make(PER_SECOND, WARM_UP, call -> webhook(receiver, login, entries.get(call % MEMBERS)));

        Times bare = bareServer();
        String wrong = basic("guessed");
        Times refused = SteadyCalls.make(PER_SECOND, BASELINE, call -> webhook(receiver, wrong, entries.get(0)));
        Times stored =
                SteadyCalls.make(PER_SECOND, time, call -> webhook(receiver, login, entries.get(call % MEMBERS)));
        double load = load();
        rest(world, MEMBERS);
        long[] effects = withdraw(world, receiver, entries);

        System.out.printf(Locale.ROOT, "%n%d webhooks a second, answer in milliseconds%n", PER_SECOND);
        System.out.printf("| %-38s | %8s | %8s | %8s |%n", "", "p50", "p99", "longest");
        line("bare server in the sender's own process", bare);
        line("refused (401)", refused);
        line("stored and queued (202)", stored);
        System.out.printf(
                Locale.ROOT, "p99 stored / p99 bare: %.1f%n", stored.milliseconds(0.99) / bare.milliseconds(0.99));
        System.out.printf(
                Locale.ROOT,
                "from an unsubscription to newsletter NO in Business Central, at rest: median %d ms, longest %d ms of %d%n",
                effects[effects.length / 2],
                effects[effects.length - 1],
                effects.length);
        System.out.printf(
                Locale.ROOT,
                "%d processors; load of the machine in the minute before the end of the webhooks: %.1f%n",
                Runtime.getRuntime().availableProcessors(),
                load);
        assertThat(stored.statuses()).containsOnlyKeys(202);
        assertThat(refused.statuses()).containsOnlyKeys(401);
    }

    /** One after the other, each told by the simulated HeyLoyalty itself; milliseconds, shortest first. */
    private static long[] withdraw(World world, URI receiver, List<String> entries) {
        world.heyLoyalty().addWebhook(receiver.toString(), Webhooks.TRIGGERS);
        world.heyLoyalty().sendWebhooks(WebhookOptions.basic(DemoConfiguration.WEBHOOK_USERNAME, PASSWORD));
        long[] times = new long[WITHDRAWALS];
        for (int i = 0; i < WITHDRAWALS; i++) {
            String entry = entries.get(i);
            String email = world.heyLoyalty()
                    .member(entry)
                    .orElseThrow()
                    .field("email")
                    .text();
            String number = world.businessCentral().members().stream()
                    .filter(member -> member.email().equals(email))
                    .findFirst()
                    .orElseThrow()
                    .number();
            long start = System.nanoTime();
            world.heyLoyalty().unsubscribe(entry);
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofMinutes(2))
                    .until(() ->
                            world.businessCentral().member(number).orElseThrow().newsletter() == Newsletter.NO);
            times[i] = Duration.ofNanos(System.nanoTime() - start).toMillis();
        }
        Arrays.sort(times);
        return times;
    }

    /** The first delivery is done, and nobody calls any more. */
    private static void rest(World world, int members) {
        await().atMost(Duration.ofMinutes(15)).until(() -> world.heyLoyalty().activeCount() == members);
        long[] seen = {-1, System.nanoTime()};
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofMinutes(15))
                .until(() -> {
                    long calls = world.heyLoyalty().calls().total();
                    if (calls != seen[0]) {
                        seen[0] = calls;
                        seen[1] = System.nanoTime();
                    }
                    return System.nanoTime() - seen[1] > Duration.ofSeconds(5).toNanos();
                });
    }

    private static Times bareServer() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        ExecutorService threads = Executors.newFixedThreadPool(10);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            return SteadyCalls.make(PER_SECOND, BASELINE, call -> webhook(address, "", "hl-1"));
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static HttpRequest webhook(URI address, String login, String entry) {
        String body = "{\"member_id\":\"" + entry + "\",\"list_id\":" + DemoConfiguration.LIST_ID
                + ",\"type\":\"update\",\"signature\":\"0123456789abcdef0123456789abcdef\",\"member\":{\"id\":\""
                + entry
                + "\",\"firstname\":\"Søren\",\"lastname\":\"Ærøskov\",\"email\":\"soeren@example.dk\",\"address\":\""
                + "Møllevej 7 ".repeat(80) + "\"}}";
        return HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Authorization", login.isEmpty() ? "none" : login)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static String basic(String password) {
        String plain = DemoConfiguration.WEBHOOK_USERNAME + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static void line(String name, Times times) {
        System.out.printf(
                Locale.ROOT,
                "| %-38s | %8.1f | %8.1f | %8.1f | %s%n",
                name,
                times.milliseconds(0.5),
                times.milliseconds(0.99),
                times.longest(),
                times.statuses());
    }

    /** As delivered with its schedules, but that the calls in five minutes do not limit the way to rest. */
    private static Map<String, String> settings(World world) {
        Map<String, String> settings = World.settings(world.businessCentral(), world.heyLoyalty());
        settings.put("membersync.schedules.enabled", "true");
        settings.put("membersync.schedules.poll-business-central", "30s");
        settings.put("membersync.business-central.requests-per-5-minutes", "1000000");
        settings.put("membersync.business-central.overlap", "1s");
        settings.put("membersync.webhooks.password", PASSWORD);
        settings.remove("membersync.retry.first-delay");
        settings.remove("membersync.retry.max-delay");
        return settings;
    }

    private static List<String> javaOptions() {
        List<String> options = new ArrayList<>(List.of("-Xmx256m"));
        options.addAll(
                Arrays.stream(System.getProperty("benchmark.java-options", "").split(" "))
                        .filter(option -> !option.isBlank())
                        .toList());
        return options;
    }

    private static double load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.isReadable(file)
                ? Double.parseDouble(Files.readString(file).split(" ")[0])
                : Double.NaN;
    }
}
