package org.membersync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.membersync.mapping.FieldPlan.Wanted;

/** What is changed on a list for its audiences, and what never is (behaviour A2, A4, quality P8). */
class FieldPlanTest {

    private static final String REMOVED = "Removed";
    private static final ActivationItem CATS =
            new ActivationItem(ActivationItem.Kind.AUDIENCE, "c", "Cats", "cdp_cats", "", "In", "Out", "choice", 1);
    private static final ActivationItem VALUE =
            new ActivationItem(ActivationItem.Kind.ATTRIBUTE, "v", "Value", "cdp_value", "", "", "", "number", 1);

    @Test
    void makesWhatIsMissingAndNothingElse() {
        FieldPlan plan = plan(List.of(wanted(CATS, false), wanted(VALUE, false)), Map.of());

        assertThat(plan.changes())
                .containsExactly(
                        new FieldChange("cdp_cats", "Cats", "choice", options("", "In", "", "Out")),
                        new FieldChange("cdp_value", "Value", "number", List.of()));
        assertThat(plan.owned()).containsExactlyInAnyOrder("audience:c", "attribute:v");
        assertThat(plan.renewed()).as("nobody has a value yet").isEmpty();
    }

    @Test
    void adoptsAFieldThatIsExactlyAsItWouldMakeIt() {
        FieldPlan plan =
                plan(List.of(wanted(CATS, false)), field(Map.of("1", "In", "2", "Out"), "A name of somebody's"));

        assertThat(plan.isChange()).isFalse();
        assertThat(plan.owned()).contains("audience:c");
    }

    @Test
    void leavesAloneWhatIsSomebodyElses() {
        assertThat(plan(List.of(wanted(CATS, false)), field(Map.of("1", "Red"), "Cats"))
                        .findings()
                        .get("audience:c"))
                .contains("field cdp_cats already", "its options are others", "nothing of it is changed");
        FieldPlan other = FieldPlan.of(
                List.of(wanted(VALUE, true)),
                list(Map.of("cdp_value", new ListField("cdp_value", "text", Map.of(), "Value"))),
                REMOVED);
        assertThat(other.findings().get("attribute:v")).contains("it is a text field");
        assertThat(other.isChange()).isFalse();
    }

    @Test
    void addsOptionsAndLabelsToItsOwnField() {
        FieldPlan plan = plan(List.of(wanted(CATS, true)), field(Map.of("1", "In", "3", "Gone"), "Old"));

        assertThat(plan.changes()).containsExactly(new FieldChange("cdp_cats", "Cats", "choice", options("", "Out")));
        assertThat(plan.renewed()).containsExactly("audience:c");
    }

    @Test
    void renamesADeletedAudiencesFieldAndOptionsAndMakesNewOnesForItsSuccessor() {
        FieldPlan removal = FieldPlan.of(
                List.of(new Wanted(CATS, true, true, "Cats")),
                list(field(Map.of("1", "In", "2", "Out"), "Cats")),
                REMOVED);
        assertThat(removal.changes()).singleElement().satisfies(change -> {
            assertThat(change.label()).isEqualTo(REMOVED);
            assertThat(change.options())
                    .containsExactlyInAnyOrder(
                            new FieldChange.Option("1", REMOVED), new FieldChange.Option("2", REMOVED));
        });
        Map<String, ListField> gone = field(Map.of("1", REMOVED, "2", REMOVED), REMOVED);
        assertThat(FieldPlan.of(List.of(new Wanted(CATS, true, true, "Cats")), list(gone), REMOVED)
                        .isChange())
                .isFalse();
        assertThat(plan(List.of(wanted(CATS, true)), gone).changes())
                .containsExactly(new FieldChange("cdp_cats", "Cats", "choice", options("", "In", "", "Out")));
    }

    private static Wanted wanted(ActivationItem item, boolean owned) {
        return new Wanted(item, false, owned, item.name());
    }

    private static FieldPlan plan(List<Wanted> wanted, Map<String, ListField> fields) {
        return FieldPlan.of(wanted, list(fields), REMOVED);
    }

    private static Map<String, ListField> field(Map<String, String> options, String label) {
        return Map.of("cdp_cats", new ListField("cdp_cats", "choice", options, label));
    }

    private static ListDefinition list(Map<String, ListField> fields) {
        return new ListDefinition("1717", "Klub", "disallow", fields);
    }

    private static List<FieldChange.Option> options(String... idsAndLabels) {
        List<FieldChange.Option> options = new java.util.ArrayList<>();
        for (int i = 0; i < idsAndLabels.length; i += 2) {
            options.add(new FieldChange.Option(idsAndLabels[i], idsAndLabels[i + 1]));
        }
        return options;
    }
}
