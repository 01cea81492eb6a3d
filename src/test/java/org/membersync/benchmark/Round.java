package org.membersync.benchmark;

import java.time.Duration;
import org.membersync.demo.CallLog;
import org.membersync.support.World;

/**
 * What one run cost.
 *
 * @param members how many members it was about
 * @param processor processor time of the program in that run
 */
record Round(
        String name,
        int members,
        Duration time,
        Duration processor,
        long businessCentral,
        long heyLoyalty,
        long writes) {

    /** A run to be measured. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    static Round measure(String name, int members, World world, ProcessHandle program, Work work) throws Exception {
        CallLog business = world.businessCentral().calls();
        CallLog heyLoyalty = world.heyLoyalty().calls();
        business.reset();
        heyLoyalty.reset();
        Duration before = processor(program);
        long start = System.nanoTime();
        work.run();
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        long reads = heyLoyalty.entries().stream()
                .filter(call -> call.method().equals("GET"))
                .count();
        return new Round(
                name,
                members,
                time,
                processor(program).minus(before),
                business.total(),
                heyLoyalty.total(),
                heyLoyalty.entries().size() - reads);
    }

    private static Duration processor(ProcessHandle program) {
        return program.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    double seconds() {
        return time.toNanos() / 1e9;
    }

    double perSecond() {
        return members / seconds();
    }

    /** The least time that the permitted concurrency and the latency allow for these calls, as a part of the time taken. */
    double ofPermitted(Duration latency, int businessCentralAtATime, int heyLoyaltyAtATime) {
        double call = latency.toNanos() / 1e9;
        double least = Math.max(businessCentral * call / businessCentralAtATime, heyLoyalty * call / heyLoyaltyAtATime);
        return least / seconds();
    }
}
