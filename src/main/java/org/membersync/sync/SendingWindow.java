package org.membersync.sync;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Between the proof that a turn is still ours and the first byte of its write there must be no long pause: a process that was
 * stopped right there would else write over its successor when it goes on. Works within one thread, on the connection that
 * is open already.
 */
class SendingWindow implements ExecChainHandler {

    private final ThreadLocal<Long> openedAt = new ThreadLocal<>();
    private final Duration length;
    private final LongSupplier nanoTime;

    /** @param length well within the lease that the proof renewed */
    SendingWindow(Duration length, LongSupplier nanoTime) {
        this.length = length;
        this.nanoTime = nanoTime;
    }

    /** The next call of this thread is a write of a turn that is proven right now. */
    void open() {
        openedAt.set(nanoTime.getAsLong());
    }

    /** The next call of this thread may be sent whenever. */
    void close() {
        openedAt.remove();
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Long opened = openedAt.get();
        openedAt.remove();
        if (opened != null && nanoTime.getAsLong() - opened > length.toNanos()) {
            throw new IOException("The process stood still right before this write");
        }
        return chain.proceed(request, scope);
    }
}
