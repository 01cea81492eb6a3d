package org.membersync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.membersync.mapping.Lists.field;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.membersync.member.FieldValue;

class FieldComparisonTest {

    private final ListDefinition list = Lists.of(
            field("email", "text"),
            field("city", "text"),
            field("mobile", "number"),
            field("born", "date"),
            field("vip", "boolean"),
            field("sport", "choice"),
            field("interests", "multi"));

    @ParameterizedTest
    @CsvSource({
        "mobile,+45 20 12 34 56,4520123456,true",
        "mobile,0800,800,true",
        "mobile,12.50,12.5,true",
        "mobile,0,'',false",
        "mobile,'','',true",
        "mobile,abc,abc,true",
        "mobile,800,801,false",
        "born,1980-02-29,1980-02-29 00:00:00,true",
        "born,1980-02-29,1980-03-01,false",
        "born,'',0000-00-00,true",
        "born,'',0000-00-00 00:00:00,true",
        "vip,yes,1,true",
        "vip,'',0,false",
        "email,Soeren@Example.dk,soeren@example.dk,true",
        "city,Odense,odense,false",
        "city,Odense,' Odense ',true",
        "sport,1,1,true",
        "sport,1,01,false",
        "unknown,A,a,false"
    })
    void comparesByTheMeaningOfTheFormat(String field, String ours, String theirs, boolean same) {
        assertThat(FieldComparison.same(field, FieldValue.of(ours), FieldValue.of(theirs), list))
                .isEqualTo(same);
        assertThat(FieldComparison.same(field, FieldValue.of(theirs), FieldValue.of(ours), list))
                .isEqualTo(same);
    }

    @Test
    void severalChoicesAreComparedAsSets() {
        assertThat(FieldComparison.same("interests", several("7", "8"), several("8", "7"), list))
                .isTrue();
        assertThat(FieldComparison.same("interests", several("7"), several("8", "7"), list))
                .isFalse();
        assertThat(FieldComparison.same("interests", FieldValue.empty(), several(), list))
                .isTrue();
    }

    private static FieldValue several(String... options) {
        return FieldValue.of(List.of(options));
    }
}
