package org.membersync.settings;

import java.time.Duration;

/**
 * Several processes of one coupling on one PostgreSQL.
 *
 * @param lease how long a process that does not answer keeps its work and its share of the calls
 */
public record ClusterSettings(Duration lease) {}
