package org.membersync.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side of a simulator: loopback only, many threads, with log, latency and scripted faults. */
final class SimulatedServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedServer.class);
    private static final int THREADS = 64;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Function<Call, Answer> handler;
    private final CallLog calls = new CallLog();
    private final Faults faults = new Faults();
    private final Acts acts = new Acts();
    private volatile Duration latency = Duration.ZERO;

    private SimulatedServer(HttpServer server, ExecutorService threads, Function<Call, Answer> handler) {
        this.server = server;
        this.threads = threads;
        this.handler = handler;
    }

    /** Starts on that port, 0 for any free one. */
    static SimulatedServer start(String name, int port, Function<Call, Answer> handler) {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 1024);
            AtomicInteger number = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
                Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
            SimulatedServer simulated = new SimulatedServer(server, threads, handler);
            server.setExecutor(threads);
            server.createContext("/", simulated::handle);
            server.start();
            return simulated;
        } catch (IOException e) {
            throw new SimulatorPortException(name, port, e);
        }
    }

    CallLog calls() {
        return calls;
    }

    Faults faults() {
        return faults;
    }

    Acts acts() {
        return acts;
    }

    void latency(Duration time) {
        latency = time;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        long number = calls.begin();
        boolean running = true;
        try {
            Call call = new Call(exchange);
            Fault fault = faults.take(number, call);
            pause(latency);
            Answer answer = work(number, call, fault);
            calls.end();
            running = false;
            Fault.Kind kind = fault == null ? Fault.Kind.DELAY : fault.kind();
            boolean cut = kind == Fault.Kind.RESET_BEFORE || kind == Fault.Kind.RESET_AFTER;
            calls.answered(number, call, cut ? 0 : answer.status());
            if (!cut) {
                send(exchange, answer, kind == Fault.Kind.CUT_BODY);
            }
        } finally {
            if (running) {
                calls.end();
            }
            exchange.close();
        }
    }

    private Answer work(long number, Call call, Fault fault) throws IOException {
        if (fault != null) {
            pause(fault.delay());
        }
        return watched(call, () -> {
            acts.before(number, call);
            return answer(call, fault);
        });
    }

    private Answer answer(Call call, Fault fault) {
        if (fault == null) {
            return handler.apply(call);
        }
        return switch (fault.kind()) {
            case ANSWER -> fault.answer();
            case RESET_BEFORE -> Answer.empty(0);
            case DELAY, RESET_AFTER, CUT_BODY -> handler.apply(call);
        };
    }

    /** A mistake of the simulator itself is told apart from everything scripted: it is logged with its trace. */
    private static Answer watched(Call call, Supplier<Answer> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            LOG.error("The simulator failed on a call of kind {}", call.kind(), e);
            return Answer.text(500, "text/plain", "The simulator failed: see its log");
        }
    }

    private static void send(HttpExchange exchange, Answer answer, boolean cut) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(body, 0, cut ? body.length / 2 : body.length);
            out.flush();
        }
    }

    private static void pause(Duration time) throws InterruptedIOException {
        if (!time.isZero()) {
            try {
                Thread.sleep(time.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the simulator is closing");
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
