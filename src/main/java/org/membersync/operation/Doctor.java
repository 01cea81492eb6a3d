package org.membersync.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.membersync.failure.FailureClassifier;
import org.membersync.sync.MemberSwitch;

/** Checks everything that can be reached, only by reading (behaviour R5, quality P10). */
public class Doctor {

    private final FailureClassifier classifier;
    private final MemberSwitch memberSwitch;
    private final OwnChecks own;
    private final BusinessCentralChecks businessCentral;
    private final HeyLoyaltyChecks heyLoyalty;
    private final BookingChecks bookings;

    Doctor(
            FailureClassifier classifier,
            MemberSwitch memberSwitch,
            OwnChecks own,
            BusinessCentralChecks businessCentral,
            HeyLoyaltyChecks heyLoyalty,
            BookingChecks bookings) {
        this.classifier = classifier;
        this.memberSwitch = memberSwitch;
        this.own = own;
        this.businessCentral = businessCentral;
        this.heyLoyalty = heyLoyalty;
        this.bookings = bookings;
    }

    /**
     * One check.
     *
     * @param ok whether nothing is wrong
     * @param found what was seen
     * @param mending what to do, empty when nothing is wrong
     */
    public record Check(String name, boolean ok, String found, String mending) {}

    /** Makes all checks; one that fails does not stop the others. */
    public List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        own.all().forEach((name, question) -> checks.add(check(name, question)));
        bookings.own().forEach((name, question) -> checks.add(check(name, question)));
        if (memberSwitch.isOn()) {
            Map<String, Supplier<String>> both = businessCentral.all();
            both.putAll(heyLoyalty.all());
            both.forEach((name, question) -> checks.add(check(name, question)));
        }
        if (memberSwitch.areBookingsOn()) {
            bookings.asked().forEach((name, question) -> checks.add(check(name, question)));
        }
        return checks;
    }

    private Check check(String name, Supplier<String> question) {
        try {
            return new Check(name, true, question.get(), "");
        } catch (Finding finding) {
            return new Check(name, false, finding.getMessage(), finding.mending());
        } catch (RuntimeException failure) {
            return new Check(name, false, classifier.describe(failure), "");
        }
    }
}
