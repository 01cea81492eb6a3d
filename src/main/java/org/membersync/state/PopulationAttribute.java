package org.membersync.state;

/**
 * An attribute of a member in a run's working table.
 *
 * @param fieldNo which of the compared fields it fills, from 0
 * @param mark hash of its value
 * @param form what the hash stands for, one letter
 */
public record PopulationAttribute(int memberEntryNo, int fieldNo, String mark, String form) {}
