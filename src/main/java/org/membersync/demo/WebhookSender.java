package org.membersync.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the list's webhooks as HeyLoyalty does: one after the other, each up to three times, then never again. Some can be lost
 * on purpose.
 */
final class WebhookSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final int TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HeyLoyaltyOptions list;
    private final EntryJson json;
    private final Webhooks webhooks;
    private final List<SentWebhook> waiting = new ArrayList<>();
    private final AtomicInteger lost = new AtomicInteger();
    private final Set<String> lostLast = new HashSet<>();
    private volatile WebhookOptions options;
    private Random chance;
    private HttpClient client;
    private ScheduledExecutorService thread;

    WebhookSender(HeyLoyaltyOptions list, EntryJson json, Webhooks webhooks) {
        this.list = list;
        this.json = json;
        this.webhooks = webhooks;
    }

    synchronized void start(WebhookOptions how) {
        if (thread == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
            thread = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread started = new Thread(task, "heyloyalty-webhooks");
                started.setDaemon(true);
                return started;
            });
        }
        chance = new Random(how.seed());
        options = how;
    }

    /** An entry of the list changed; {@code before} is null for a new one. */
    void changed(ListEntry before, ListEntry after) {
        if (options != null) {
            String type = SentWebhook.type(before, after);
            webhooks.toldOf(type).forEach((id, url) -> send(new SentWebhook(type, id, url, after)));
        }
    }

    private synchronized void send(SentWebhook notice) {
        lostLast.remove(notice.entry().id);
        if (chance.nextDouble() < options.lostShare()) {
            lost.incrementAndGet();
            lostLast.add(notice.entry().id);
        } else if (options.byHand()) {
            waiting.add(notice);
        } else if (!thread.isShutdown()) {
            thread.execute(() -> attempt(notice, 1));
        }
    }

    private void attempt(SentWebhook notice, int number) {
        try {
            if (!call(notice)) {
                again(notice, number + 1);
            }
        } catch (RuntimeException e) {
            // A task's exception would be kept to itself.
            LOG.error("HeyLoyalty: the webhook about member {} could not be sent", notice.entry().id, e);
        }
    }

    private synchronized void again(SentWebhook notice, int number) {
        if (number > TRIES) {
            lost.incrementAndGet();
            LOG.warn("HeyLoyalty: the webhook about member {} was given up after {} tries", notice.entry().id, TRIES);
        } else if (!thread.isShutdown()) {
            thread.schedule(() -> attempt(notice, number), BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    int deliver(WebhookOrder order) {
        List<SentWebhook> sent;
        synchronized (this) {
            sent = List.copyOf(waiting);
            waiting.clear();
        }
        int delivered = 0;
        for (SentWebhook notice : order.of(sent)) {
            boolean taken = false;
            for (int number = 1; number <= TRIES && !taken; number++) {
                taken = call(notice);
            }
            delivered += taken ? 1 : 0;
        }
        return delivered;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized void lose() {
        lost.addAndGet(waiting.size());
        waiting.clear();
    }

    /** Whether the last webhook about that entry was lost on purpose. */
    synchronized boolean isLastLost(String entryId) {
        return lostLast.contains(entryId);
    }

    int lost() {
        return lost.get();
    }

    /** Whether it was answered 2xx. */
    private boolean call(SentWebhook notice) {
        String login = options.username() + ":" + options.password();
        HttpRequest request = HttpRequest.newBuilder(URI.create(notice.url()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString(notice.body(list.listId(), json, options.simplified(), list.clock())))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException unreachable) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
