package org.membersync.operation.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.membersync.population.PopulationProgress;

/** Tells how far a long command got: one line that is written over on a terminal, a plain line every ten seconds elsewhere. */
final class ProgressLine implements PopulationProgress {

    private static final int BAR = 24;

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanoClock;
    private final long pause;
    private String phase = "";
    private long phaseStart;
    private long doneAtPhaseStart;
    private long toldAt;
    private int width;

    /** @param nanoClock as {@link System#nanoTime} */
    ProgressLine(PrintWriter out, boolean terminal, LongSupplier nanoClock) {
        this.out = out;
        this.terminal = terminal;
        this.nanoClock = nanoClock;
        this.pause = (terminal ? Duration.ofMillis(200) : Duration.ofSeconds(10)).toNanos();
        this.toldAt = nanoClock.getAsLong();
    }

    @Override
    public synchronized void at(String what, long done, long of) {
        long now = nanoClock.getAsLong();
        if (!what.equals(phase)) {
            phase = what;
            phaseStart = now;
            // After an interruption that is what the earlier try did.
            doneAtPhaseStart = done;
        }
        if (now - toldAt >= pause) {
            toldAt = now;
            tell(text(done, of, (now - phaseStart) / 1e9));
        }
    }

    /** Leaves the terminal's line to the result. */
    synchronized void end() {
        if (terminal && width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
        }
    }

    private void tell(String text) {
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            width = text.length();
        } else {
            out.println(text);
        }
        out.flush();
    }

    private String text(long done, long of, double seconds) {
        double rate = seconds > 0 ? (done - doneAtPhaseStart) / seconds : 0;
        String pace = rate > 0 ? String.format(Locale.ROOT, ", %,.0f/s", rate) : "";
        // What was expected by an earlier run may be passed.
        if (of < done || of == 0) {
            return String.format(Locale.ROOT, "%s: %,d%s", phase, done, pace);
        }
        int full = (int) (BAR * Math.min(1.0, (double) done / of));
        String bar = terminal ? "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " : "";
        String left = rate > 0 && done < of ? ", about " + inWords((of - done) / rate) + " left" : "";
        return String.format(
                Locale.ROOT, "%s%d %% %s: %,d of %,d%s%s", bar, 100 * done / of, phase, done, of, pace, left);
    }

    private static String inWords(double seconds) {
        long whole = Math.max(1, Math.round(seconds));
        return whole < 120 ? whole + " s" : whole < 7200 ? whole / 60 + " min" : whole / 3600 + " h";
    }
}
