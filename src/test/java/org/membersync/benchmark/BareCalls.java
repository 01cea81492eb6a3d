package org.membersync.benchmark;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The baseline: calls that do nothing else, as many at a time as are permitted, on the same machine with the same simulator. */
final class BareCalls {

    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration TIME = Duration.ofSeconds(10);

    private BareCalls() {}

    /** How many calls a second get through; what they are answered does not matter, because every answer takes the latency. */
    static double perSecond(String url, int atATime) throws InterruptedException {
        perSecond(url, atATime, WARM_UP);
        return perSecond(url, atATime, TIME);
    }

    private static double perSecond(String url, int atATime, Duration time) throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        AtomicLong answered = new AtomicLong();
        long start = System.nanoTime();
        ExecutorService callers = Executors.newFixedThreadPool(atATime);
        for (int caller = 0; caller < atATime; caller++) {
            callers.submit(() -> {
                while (System.nanoTime() - start < time.toNanos()) {
                    http.send(request, BodyHandlers.discarding());
                    answered.incrementAndGet();
                }
                return null;
            });
        }
        callers.shutdown();
        callers.awaitTermination(1, TimeUnit.MINUTES);
        return answered.get() / ((System.nanoTime() - start) / 1e9);
    }
}
