package org.membersync.settings;

import java.time.Duration;

/**
 * How often and when transient failures are tried again (behaviour L1).
 *
 * @param maxAttempts tries before a member is parked; trouble of a whole system does not count
 * @param firstDelay wait after the first failure; doubled after each further one
 * @param maxDelay longest wait
 */
public record RetrySettings(int maxAttempts, Duration firstDelay, Duration maxDelay) {}
