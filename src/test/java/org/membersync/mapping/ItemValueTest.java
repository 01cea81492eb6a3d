package org.membersync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.membersync.failure.PermanentException;

/** What a CDP tells, in the form of the list's fields (behaviour A2). */
class ItemValueTest {

    private static final ListDefinition LIST = new ListDefinition(
            "1717", "Klub", "disallow", Map.of("cats", new ListField("cats", "choice", Map.of("7", "Yes", "8", "No"))));

    @ParameterizedTest
    @CsvSource({
        "text, Skovmuseet, Skovmuseet",
        "text, '1,250', '1,250'",
        "number, 1250.50, 1250.50",
        "number, -3, -3",
        "date, 2026-01-31, 2026-01-31",
        "date, 2026-01-31T10:00:00Z, 2026-01-31",
        "boolean, true, 1",
        "boolean, No, 0"
    })
    void bringsAValueIntoTheFormatOfItsField(String format, String told, String form) {
        ActivationItem item = attribute(format);

        assertThat(ItemValue.of(item, told, LIST).text()).isEqualTo(form);
        assertThat(ItemValue.shown(item, told)).isEqualTo(form);
        assertThat(ItemValue.fits(item, told)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "number, a lot",
        "number, 1.2.3",
        "number, '1,5'",
        "date, 31/01/2026",
        "date, 2026-02-30",
        "boolean, maybe"
    })
    void refusesWhatTheFieldDoesNotTakeWithoutQuotingIt(String format, String told) {
        ActivationItem item = attribute(format);

        assertThat(ItemValue.fits(item, told)).isFalse();
        assertThatThrownBy(() -> ItemValue.of(item, told, LIST))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("attribute v does not fit the format " + format + " of the field value")
                .message()
                .doesNotContain(told);
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThat(ItemValue.fits(attribute("text"), "x".repeat(255))).isTrue();
        assertThat(ItemValue.fits(attribute("text"), "x".repeat(256))).isFalse();
    }

    @Test
    void clearsTheFieldOfWhomNothingIsTold() {
        assertThat(ItemValue.of(attribute("number"), null, LIST).isEmpty()).isTrue();
        assertThat(ItemValue.of(attribute("date"), " ", LIST).isEmpty()).isTrue();
        assertThat(ItemValue.fits(attribute("number"), null)).isTrue();
        assertThat(ItemValue.shown(attribute("number"), null)).isEmpty();
    }

    @Test
    void findsTheOptionOfAnAudienceByItsLabel() {
        assertThat(ItemValue.of(audience("cats"), "in", LIST).text()).isEqualTo("7");
        assertThat(ItemValue.of(audience("cats"), "out", LIST).text()).isEqualTo("8");
        assertThat(ItemValue.shown(audience("cats"), "out")).isEqualTo("No");
        assertThatThrownBy(() -> ItemValue.of(audience("dogs"), "in", LIST))
                .isInstanceOfSatisfying(PermanentException.class, no -> assertThat(ItemValue.isRefused(no.reason()))
                        .isTrue())
                .hasMessageContaining("The list's field dogs lacks an option of audience a");
    }

    private static ActivationItem attribute(String format) {
        return new ActivationItem(ActivationItem.Kind.ATTRIBUTE, "v", "Value", "value", "", "", "", format, 1);
    }

    private static ActivationItem audience(String field) {
        return new ActivationItem(ActivationItem.Kind.AUDIENCE, "a", "Animals", field, "", "Yes", "No", "choice", 1);
    }
}
