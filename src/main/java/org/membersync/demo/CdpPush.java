package org.membersync.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes the simulated CDP's events one after the other; some are lost on purpose, and found in its change feed. */
final class CdpPush implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CdpPush.class);

    private final URI receiver;
    private final String login;
    private final double lostShare;
    private final Random chance;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread started = new Thread(task, "cdp-push");
        started.setDaemon(true);
        return started;
    });

    CdpPush(URI receiver, String username, String password, double lostShare, long seed) {
        this.receiver = receiver;
        this.login = "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        this.lostShare = lostShare;
        this.chance = new Random(seed);
    }

    void send(Map<String, Object> event) {
        boolean ofFeed = event.containsKey("audienceId");
        if (ofFeed && chance.nextDouble() < lostShare) {
            LOG.info("CDP: the push got lost so that only the change feed can tell");
            return;
        }
        thread.execute(() -> post(SimulatedCdp.json(event)));
    }

    private void post(String body) {
        HttpRequest request = HttpRequest.newBuilder(receiver)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("Authorization", login)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 202) {
                LOG.warn("CDP: a push was answered {}", status);
            }
        } catch (IOException unreachable) {
            LOG.warn("CDP: a push did not arrive");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
