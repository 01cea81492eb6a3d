package org.membersync;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms. */
@AnalyzeClasses(packages = "org.membersync", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final Path SOURCES = Path.of("src/main/java/org/membersync");
    private static final String[] PURE = rooms("member", "mapping", "decision", "failure");

    @ArchTest
    static final ArchRule pureRoomsImportOnlyEachOther = classes()
            .that()
            .resideInAnyPackage(rooms("member", "decision", "failure"))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PURE).or(resideInAnyPackage("java..")));

    @ArchTest
    static final ArchRule mappingAlsoReadsFilesAndPhoneNumbers = classes()
            .that()
            .resideInAPackage(room("mapping"))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PURE)
                    .or(resideInAnyPackage(
                            "java..",
                            "com.fasterxml.jackson..",
                            "com.networknt..",
                            "org.yaml.snakeyaml..",
                            "com.google.i18n.phonenumbers..")));

    @ArchTest
    static final ArchRule businessCentralKnowsNoHeyLoyalty = noClasses()
            .that()
            .resideInAPackage(room("businesscentral"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(room("heyloyalty"));

    @ArchTest
    static final ArchRule heyLoyaltyKnowsNoBusinessCentral = noClasses()
            .that()
            .resideInAPackage(room("heyloyalty"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(room("businesscentral"));

    @ArchTest
    static final ArchRule nothingImportsOperation = nothingImports("operation");

    @ArchTest
    static final ArchRule nothingImportsWeb = nothingImports("web");

    @ArchTest
    static final ArchRule nothingImportsDemo = nothingImports("demo");

    @ArchTest
    static final ArchRule camelStaysInSyncOperationAndWeb = noClasses()
            .that()
            .resideInAnyPackage(rooms(
                    "member",
                    "mapping",
                    "decision",
                    "failure",
                    "http",
                    "businesscentral",
                    "heyloyalty",
                    "state",
                    "settings"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule onlyStateUsesTheDatabase = noClasses()
            .that()
            .resideOutsideOfPackage(room("state"))
            .should()
            .dependOnClassesThat(describe(
                    "are database code",
                    type -> type.getPackageName().startsWith("org.springframework.jdbc")
                            || type.getPackageName().startsWith("javax.sql")
                            || type.getPackageName().startsWith("java.sql") && !isException(type)
                            || type.getPackageName().startsWith("com.zaxxer.hikari")));

    @Test
    void everyRoomSaysWhatItIs() throws IOException {
        try (Stream<Path> folders = Files.walk(SOURCES)) {
            List<Path> mute = folders.filter(Files::isDirectory)
                    .filter(RoomsTest::holdsClasses)
                    .filter(folder -> !folder.equals(SOURCES))
                    .filter(folder -> !saysWhatItIs(folder.resolve("package-info.java")))
                    .toList();

            assertThat(mute).isEmpty();
        }
    }

    private static ArchRule nothingImports(String room) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(room(room))
                .and()
                .doNotHaveFullyQualifiedName("org.membersync.MembersyncApplication")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(room(room));
    }

    /** Which failures of a database are transient must be known without using one. */
    private static boolean isException(JavaClass type) {
        return type.isAssignableTo(Throwable.class);
    }

    private static boolean holdsClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean saysWhatItIs(Path info) {
        try {
            return Files.exists(info) && Files.readString(info).startsWith("/**");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String room(String name) {
        return "org.membersync." + name + "..";
    }

    private static String[] rooms(String... names) {
        return Stream.of(names).map(RoomsTest::room).toArray(String[]::new);
    }
}
