package org.membersync.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.membersync.mapping.BookingSource;

class BookingFileTest {

    private static final String EVENT =
            "{\"ticketNumber\":\"T-1\",\"admissionCode\":\"MAIN\",\"holderEmail\":\"aase@example.dk\"}";

    @Test
    void jsonHoldsOneEventOrAnArray() {
        assertThat(read("a.json", EVENT).events()).hasSize(1);
        assertThat(read("a.JSON", "\ufeff[" + EVENT + "]").events()).hasSize(1);
        BookingFile some = read("a.json", "[" + EVENT + ", 7]");
        assertThat(some.events()).hasSize(1);
        assertThat(some.reasons()).singleElement().asString().startsWith("Event 2 is not a whole JSON object");
        assertThat(read("a.json", "[" + EVENT).reasons())
                .containsExactly("The file is not whole JSON. Nothing of it was taken");
    }

    @Test
    void aLineThatIsTornLeavesTheOthersBe() {
        BookingFile file = read("a.jsonl", EVENT + "\n\n{\"ticketNumber\":\n" + EVENT + "\n");

        assertThat(file.events()).hasSize(2);
        assertThat(file.isWhole()).isFalse();
        assertThat(file.reasons()).singleElement().asString().startsWith("Line 3 is not");
    }

    @Test
    void csvHasAHeaderOfTheNames() {
        BookingFile file = read(
                "a.csv",
                "ticketNumber;admissionCode;holderEmail;price;eventDescription\r\n"
                        + "T-1;MAIN;aase@example.dk;12.5;\"Tour; \"\"guided\"\"\"\r\n"
                        + "T-2;MAIN;bo@example.dk;12,5;\r\nT-3;MAIN\r\n");

        assertThat(file.events()).hasSize(2);
        assertThat(file.events().get(0).booking().value(BookingSource.EVENT_DESCRIPTION))
                .isEqualTo("Tour; \"guided\"");
        assertThat(file.events().get(1).problem().reason()).isEqualTo("bad-price");
        assertThat(file.reasons()).singleElement().asString().contains("line 4 has 2 values");
        assertThat(read("a.csv", "ticketNumber,admissionCode,email\nT,M,a@example.dk\n")
                        .reasons())
                .singleElement()
                .asString()
                .startsWith("The first row must name the columns");
        assertThat(read("a.csv", "").reasons()).containsExactly("The file is empty. Nothing of it was taken");
        assertThat(read("a.csv", "ticketNumber,admissionCode\nT-1,\"M\nT-2,M\n").reasons())
                .singleElement()
                .asString()
                .contains("quotation mark");
    }

    @Test
    void anotherEncodingIsRefusedRatherThanGuessed() {
        byte[] latin = EVENT.replace("aase", "åse").getBytes(StandardCharsets.ISO_8859_1);

        for (String name : new String[] {"a.json", "a.jsonl", "a.csv"}) {
            BookingFile file = BookingFile.read(name, latin);
            assertThat(file.events()).isEmpty();
            assertThat(file.reasons()).singleElement().asString().startsWith("The file is not UTF-8");
        }
        assertThat(read("a.xml", EVENT).reasons()).singleElement().asString().contains("neither in .json");
    }

    private static BookingFile read(String name, String text) {
        return BookingFile.read(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
