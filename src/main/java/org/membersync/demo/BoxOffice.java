package org.membersync.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sells made-up tickets, and lets their holders in, telling the program of each by a push. */
final class BoxOffice implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BoxOffice.class);
    private static final String[] TYPES = {"ADULT", "CHILD", "SENIOR"};

    private final String authorization;
    private final Random random;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Deque<String> sold = new ArrayDeque<>();
    private URI address;
    private ScheduledExecutorService clock;
    private int tickets = 1000;

    BoxOffice(String username, String password, long seed) {
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        this.random = new Random(seed);
    }

    /** Sells a ticket, or lets somebody in, at each interval, and pushes it there. */
    synchronized void start(URI there, Duration interval) {
        address = there;
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "demo-box-office");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(this::tick, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            step();
        } catch (IOException | RuntimeException e) {
            // A scheduled task that throws would never run again.
            LOG.warn("The demo could not tell of a ticket ({})", e.getClass().getSimpleName());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** What happens now. */
    void step() throws IOException, InterruptedException {
        boolean admits = !sold.isEmpty() && random.nextInt(3) == 0;
        String event = admits ? sold.poll().replace("\"scanned\":false", "\"scanned\":true") : ticket();
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        int status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        String number = event.substring(event.indexOf("T-"), event.indexOf("T-") + 6);
        LOG.info(
                "Tickets: {} {}{}",
                number,
                admits ? "was scanned at the door" : "was sold",
                status == 202 ? "" : ", answered " + status);
        if (!admits) {
            sold.add(event);
        }
    }

    private String ticket() {
        int number = tickets++;
        String first = Names.pick(random, Names.FEMALE);
        String last = Names.pick(random, Names.LAST);
        return "{\"ticketNumber\":\"T-" + number + "\",\"admissionCode\":\"MUSEUM\",\"holderEmail\":\""
                + Names.email(first, last, 2_000_000 + number) + "\",\"holderName\":\"" + first + " " + last
                + "\",\"item\":\"70010\",\"ticketTypeCode\":\"" + Names.pick(random, TYPES)
                + "\",\"ticketTypeDescription\":\"Day ticket\",\"documentDate\":\"" + LocalDate.now(ZoneOffset.UTC)
                + "\",\"price\":125,\"scanned\":false,\"eventDescription\":\"Skovmuseet\"}";
    }

    @Override
    public synchronized void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
    }
}
