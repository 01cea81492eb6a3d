package org.membersync.demo;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * The script of what people do at a chosen moment between two calls; each act happens once, when its call has arrived and
 * before it is handled, whatever {@link Faults} do to the call.
 */
public final class Acts {

    private final List<Scripted> script = new ArrayList<>();

    private record Scripted(BiPredicate<Long, String> when, Runnable act) {}

    /** It happens right before call number {@code number} is handled; {@link CallLog#reset()} starts at 1 again. */
    public void beforeCall(long number, Runnable act) {
        add((at, call) -> at == number, act);
    }

    /** It happens right before the next call whose {@code METHOD /path} holds a match of the expression (any letter case). */
    public void beforeNext(String regex, Runnable act) {
        Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        add((at, call) -> pattern.matcher(call).find(), act);
    }

    /** How many have not happened yet. */
    public synchronized int waiting() {
        return script.size();
    }

    /** Nothing happens any more. */
    public synchronized void clear() {
        script.clear();
    }

    private synchronized void add(BiPredicate<Long, String> when, Runnable act) {
        script.add(new Scripted(when, act));
    }

    /** Lets happen what was waiting for that call. */
    void before(long number, Call call) {
        take(number, call.method() + " " + call.rawPath()).forEach(Runnable::run);
    }

    private synchronized List<Runnable> take(long number, String text) {
        List<Runnable> due = new ArrayList<>();
        for (Iterator<Scripted> all = script.iterator(); all.hasNext(); ) {
            Scripted scripted = all.next();
            if (scripted.when().test(number, text)) {
                all.remove();
                due.add(scripted.act());
            }
        }
        return due;
    }
}
