package org.membersync.operation.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.membersync.population.PopulationRuns;
import org.membersync.state.Difference;
import org.membersync.state.Run;

/** Writes what a run over whole populations found: names of fields and ids, no values. */
final class RunOutput {

    /** A terminal is for people: who wants all of them takes another form. */
    private static final int SHOWN = 50;

    private final PopulationRuns runs;
    private final PrintWriter out;

    RunOutput(PopulationRuns runs, PrintWriter out) {
        this.runs = runs;
        this.out = out;
    }

    void print(Run run, OperationCommand.Format format) {
        switch (format) {
            case TABLE -> table(run);
            case CSV -> csv(run);
            case JSON -> json(run);
        }
        out.flush();
    }

    private void table(Run run) {
        out.println("Run " + run.id() + ", " + word(run.kind()) + ", " + word(run.state()) + ", started "
                + run.startedAt() + " by " + run.startedBy());
        if (!run.message().isEmpty()) {
            out.println(run.message());
        }
        out.println();
        counts("COMPARED", "PEOPLE", run.counts().compared());
        if (run.counts().differences().isEmpty()) {
            out.println("Nothing differs.");
            return;
        }
        counts("DIFFERENCE", "PEOPLE", run.counts().differences());
        counts("FIELD", "PEOPLE", run.counts().fields());
        TextTable people = new TextTable("DIFFERENCE", "MEMBER", "HEYLOYALTY", "FIELDS", "PARKED");
        long[] seen = {0};
        runs.eachDifference(run.id(), found -> {
            if (seen[0]++ < SHOWN) {
                people.row(
                        word(found.kind()),
                        found.memberNumber() == null ? "-" : found.memberNumber(),
                        found.heyLoyaltyId() == null ? "-" : found.heyLoyaltyId(),
                        String.join(" ", found.fields()),
                        found.parked() ? "yes" : "");
            }
        });
        people.print(out);
        if (seen[0] > SHOWN) {
            out.println("... and " + (seen[0] - SHOWN) + " more: runs show " + run.id() + " --format csv");
        }
        out.println();
        if (run.counts().linked() > 0) {
            out.println("Linked by contact: " + run.counts().linked());
        }
        out.println("Queued changes:    " + run.counts().queued());
    }

    private void counts(String what, String people, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            TextTable table = new TextTable(what, people);
            counts.forEach(table::row);
            table.print(out);
            out.println();
        }
    }

    private void csv(Run run) {
        out.print("difference,memberNumber,memberId,heyLoyaltyId,fields,parked\r\n");
        runs.eachDifference(
                run.id(),
                found -> out.print(String.join(
                                ",",
                                word(found.kind()),
                                quoted(found.memberNumber()),
                                quoted(found.memberId()),
                                quoted(found.heyLoyaltyId()),
                                quoted(String.join(" ", found.fields())),
                                found.parked() ? "yes" : "no")
                        + "\r\n"));
    }

    private static String quoted(String text) {
        if (text == null) {
            return "";
        }
        return text.matches("[A-Za-z0-9_ -]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private void json(Run run) {
        try {
            JsonGenerator json = JsonText.generator(out);
            json.writeStartObject();
            json.writeObjectField("run", run);
            json.writeArrayFieldStart("people");
            runs.eachDifference(run.id(), found -> write(json, found));
            json.writeEndArray();
            json.writeEndObject();
            json.flush();
            out.println();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonGenerator json, Difference found) {
        try {
            json.writeObject(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
