package org.membersync.operation.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.membersync.state.Failures;
import org.membersync.state.Failures.Failure;
import org.membersync.state.FieldFailures;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows one failure, parked or ended.")
class FailuresShowCommand extends OperationCommand {

    @Parameters(paramLabel = "ID", description = "The number that \"failures list\" shows.")
    private long id;

    @Option(
            names = "--values",
            description = "Also what both sides hold of a single field, as option ids: personal data.")
    private boolean showValues;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        Optional<Failure> found = beans.getBean(Failures.class).find(id);
        if (found.isEmpty()) {
            err().println("There is no failure " + id + ": \"failures list\" shows those there are");
            return ExitCode.UNKNOWN;
        }
        Optional<FieldFailures.Values> field =
                beans.getBean(FieldFailures.class).values(id);
        print(new Shown(found.get(), field.map(this::field).orElse(null)), () -> {
            table(found.get());
            field.ifPresent(this::table);
        });
        return ExitCode.OK;
    }

    private record Shown(
            @JsonUnwrapped Failure failure,
            @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Object> parkedField) {

        /** No values, so that a log line never holds personal data. */
        @Override
        public String toString() {
            return "failure " + failure.id();
        }
    }

    private Map<String, Object> field(FieldFailures.Values values) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", values.field());
        if (showValues) {
            json.put("businessCentral", values.businessCentral().values());
            json.put("heyLoyalty", values.heyLoyalty().values());
        }
        return json;
    }

    private void table(FieldFailures.Values values) {
        out().println("Field:    " + values.field());
        if (showValues) {
            out().println("Business Central: "
                    + String.join(", ", values.businessCentral().values()));
            out().println("HeyLoyalty:       "
                    + String.join(", ", values.heyLoyalty().values()));
        } else {
            out().println("--values shows what both sides hold: personal data");
        }
    }

    private void table(Failure failure) {
        out().println("Failure " + failure.id() + ", " + failure.status());
        out().println("Member:   " + failure.memberNumber() + " (" + failure.memberId() + ")");
        out().println("Reason:   " + failure.reason());
        out().println("Message:  " + failure.message());
        out().println("Tries:    " + failure.attempts());
        out().println("Parked:   " + failure.failedAt());
        if (failure.endedAt() != null) {
            out().println("Ended:    " + failure.endedAt()
                    + (failure.endedBy() == null ? "" : " by " + failure.endedBy()));
        }
        if (failure.note() != null && !failure.note().isEmpty()) {
            out().println("Note:     " + failure.note());
        }
    }
}
