package org.membersync.benchmark;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Calls at fixed moments, whether or not the earlier ones were answered. A time begins when the call was to be made, so that a
 * server that holds up its callers cannot hide it.
 */
final class SteadyCalls {

    private static final int CALLERS = 20;

    private SteadyCalls() {}

    /**
     * What the calls were answered, and how long each answer took.
     *
     * @param statuses answers by their status; 0 for none
     * @param sorted nanoseconds, shortest first
     */
    record Times(Map<Integer, Integer> statuses, long[] sorted) {

        double milliseconds(double share) {
            return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
        }

        double longest() {
            return sorted[sorted.length - 1] / 1e6;
        }
    }

    /** Makes that many calls a second for that time. */
    static Times make(int perSecond, Duration time, IntFunction<HttpRequest> request)
            throws InterruptedException, ExecutionException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        int calls = (int) (perSecond * time.toSeconds());
        long[] nanos = new long[calls];
        int[] statuses = new int[calls];
        long start = System.nanoTime() + Duration.ofMillis(200).toNanos();
        long between = Duration.ofSeconds(1).toNanos() / perSecond;
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<Void>> all = new ArrayList<>();
        for (int first = 0; first < CALLERS; first++) {
            int from = first;
            Callable<Void> turns = () -> {
                for (int call = from; call < calls; call += CALLERS) {
                    long due = start + call * between;
                    waitUntil(due);
                    statuses[call] = status(http, request.apply(call));
                    nanos[call] = System.nanoTime() - due;
                }
                return null;
            };
            all.add(callers.submit(turns));
        }
        for (Future<Void> one : all) {
            one.get();
        }
        callers.shutdown();
        Arrays.sort(nanos);
        Map<Integer, Integer> counted = new TreeMap<>();
        Arrays.stream(statuses).forEach(status -> counted.merge(status, 1, Integer::sum));
        return new Times(counted, nanos);
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static int status(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException unanswered) {
            return 0;
        }
    }
}
