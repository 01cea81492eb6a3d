package org.membersync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Activation files, and every mistake in them with file, line, key and mending. */
class ActivationsTest {

    private static final MemberMapping MEMBERS = MemberMapping.parse(
            "mappings/member.yaml",
            "fields:\n  - { bc: email, heyloyalty: email }\n  - { bc: city, heyloyalty: town }\n",
            new HashMap<String, String>()::get);

    @TempDir
    private Path folder;

    @Test
    void readsEveryFileAndNothingBelow() throws IOException {
        assertThat(load()).isEqualTo(Activations.NONE);
        write("club.yaml", "name: Club\nlist: other\naudiences:\n  - { id: \"1\", name: Cats, field: cats }\n");
        write("shop.yml", "name: Shop\nattributes:\n  - { id: clv, name: Value, field: clv, format: number }\n");
        write("README.md", "no activation");
        Files.createDirectories(folder.resolve("demo"));
        write("demo/other.yaml", "nonsense");

        Activations activations = load();

        assertThat(activations.lists()).containsExactly("", "other");
        ActivationItem cats = activations.item("other", "audience:1").orElseThrow();
        assertThat(cats.inLabel()).isEqualTo("In audience");
        assertThat(cats.shownLabel("")).isEqualTo("Cats");
        assertThat(cats.shownLabel("Kittens")).isEqualTo("Kittens");
        assertThat(activations.listsOf("attribute:clv")).containsExactly("");
        assertThat(activations.named("CLUB")).isPresent();
    }

    @Test
    void tellsEveryMistakeAtOnce() throws IOException {
        write("a.yaml", """
                name: Club
                list: otehr
                errorEmail: nobody
                audience: []
                """);
        write("b.yaml", """
                name: Club
                audiences:
                  - { id: 12, name: Cats, field: cats }
                  - { id: x, name: Cats, field: "my field" }
                attributes:
                  - { id: y, name: Value, field: value, format: money }
                  - { id: z, field: z }
                """);
        assertThatThrownBy(this::load)
                .hasMessageContaining("a.yaml:4: audience: unknown key. Did you mean \"audiences\"?")
                .hasMessageContaining("b.yaml:3: id: 12 is not a text to YAML. Put it in quotes: \"12\"")
                .hasMessageContaining("b.yaml:4: field: \"my field\" is not the name of a field")
                .hasMessageContaining("b.yaml:6: format: \"money\" is not one of text, number, date, boolean")
                .hasMessageContaining("b.yaml:7: name: is missing");
    }

    @Test
    void tellsWhatOneFileTakesFromAnother() throws IOException {
        write("a.yaml", "name: Club\nlist: otehr\nerrorEmail: nobody\n");
        write("b.yaml", """
                name: club
                audiences:
                  - { id: "1", name: Cats, field: town }
                  - { id: "1", name: Dogs, field: Email, in: a, out: a }
                attributes:
                  - { id: v, name: Value, field: town }
                """);
        assertThatThrownBy(this::load)
                .hasMessageContaining("a.yaml:2: list: there are no settings membersync.audiences.lists.otehr.*."
                        + " Did you mean \"other\"?")
                .hasMessageContaining("a.yaml:3: errorEmail: is not an e-mail address")
                .hasMessageContaining("b.yaml:1: name: is the name of another activation")
                .hasMessageContaining("b.yaml:3: field: \"town\" is mapped in mappings/member.yaml:3")
                .hasMessageContaining("b.yaml:4: id: \"1\" is shown on this list already")
                .hasMessageContaining("b.yaml:4: field: \"Email\" is a field of HeyLoyalty's own")
                .hasMessageContaining("b.yaml:4: out: is the same text as in")
                .hasMessageContaining("b.yaml:6: field: \"town\" is the field of another audience or attribute");
    }

    @Test
    void takesTheFilesThatComeWithTheProgram() {
        assertThat(Activations.load(Path.of("mappings/activations"), Set.of(), MEMBERS))
                .as("an empty folder is the default")
                .isEqualTo(Activations.NONE);
        assertThat(Activations.load(Path.of("mappings/activations/demo"), Set.of(), MEMBERS)
                        .audienceIds())
                .hasSize(2);
    }

    private Activations load() {
        return Activations.load(folder, Set.of("other"), MEMBERS);
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve(name), yaml);
    }
}
