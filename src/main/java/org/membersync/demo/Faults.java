package org.membersync.demo;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** The script of what goes wrong: each entry is used once, unless it says otherwise. */
public final class Faults {

    private final List<Scripted> script = new ArrayList<>();

    private static final class Scripted {
        private final BiPredicate<Long, String> when;
        private final Fault fault;
        private int times;

        Scripted(BiPredicate<Long, String> when, Fault fault, int times) {
            this.when = when;
            this.fault = fault;
            this.times = times;
        }
    }

    /** The next call meets the fault; called twice, the next two calls do. */
    public void next(Fault fault) {
        add((number, call) -> true, fault, 1);
    }

    /** Call number {@code number} meets the fault; {@link CallLog#reset()} starts at 1 again. */
    public void onCall(long number, Fault fault) {
        add((at, call) -> at == number, fault, 1);
    }

    /** Call number {@code number} and every later one meet the fault until {@link #clear()}. */
    public void fromCall(long number, Fault fault) {
        add((at, call) -> at >= number, fault, Integer.MAX_VALUE);
    }

    /** The next call whose {@code METHOD /path} holds a match of the expression (any letter case) meets the fault. */
    public void next(String regex, Fault fault) {
        times(1, regex, fault);
    }

    /** The next {@code times} calls that match meet the fault. */
    public void times(int times, String regex, Fault fault) {
        if (times == 0) {
            return;
        }
        Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        add((at, call) -> pattern.matcher(call).find(), fault, times);
    }

    /** Every call that matches meets the fault until {@link #clear()}. */
    public void always(String regex, Fault fault) {
        times(Integer.MAX_VALUE, regex, fault);
    }

    /** Nothing goes wrong any more. */
    public synchronized void clear() {
        script.clear();
    }

    private synchronized void add(BiPredicate<Long, String> when, Fault fault, int times) {
        script.add(new Scripted(when, fault, times));
    }

    /** The fault of that call, null for none. */
    synchronized Fault take(long number, Call call) {
        String text = call.method() + " " + call.rawPath();
        for (Iterator<Scripted> all = script.iterator(); all.hasNext(); ) {
            Scripted scripted = all.next();
            if (scripted.when.test(number, text)) {
                if (scripted.times != Integer.MAX_VALUE && --scripted.times == 0) {
                    all.remove();
                }
                return scripted.fault;
            }
        }
        return null;
    }
}
