package org.membersync.demo;

/** A code with a text: a membership setup, a country or a collect store. */
final class SetupRow extends Row {

    String code = "";
    String text = "";

    /** For a membership setup: its periods have no end. */
    boolean perpetual;

    /** For a membership setup: how many members a membership may have. */
    int maxMembers = 1;
}
