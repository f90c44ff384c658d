package io.spindle.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between modules and packages, as ARCHITECTURE.md draws them. */
final class LayeringTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.spindle");

    /** Packages that a module may use beside its own and Java's; those of modules that are still to come are empty. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iso       | org.slf4j,jnr,com.github.benmanes.caffeine,io.airlift.compress,org.tukaani.xz,org.apache.commons.compress,org.bouncycastle
            scsi      | org.slf4j,io.spindle.iso
            transport | org.slf4j,io.netty,io.spindle.iso
            nbd       | org.slf4j,io.netty,io.spindle.transport,io.spindle.iso
            iscsi     | org.slf4j,io.netty,io.spindle.transport,io.spindle.scsi,io.spindle.iso
            config    | com.fasterxml.jackson
            """)
    void module_usesOnly_whatItsRowNames(String module, String others) {
        String[] allowed = Stream.concat(
                        Stream.of("java", "javax", "io.spindle." + module), Stream.of(others.split(",")))
                .map(root -> root + "..")
                .toArray(String[]::new);
        check(classes()
                .that()
                .resideInAPackage("io.spindle." + module + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed));
    }

    @Test
    void controlPlane_usesNoTransport_norTheCommandLine() {
        check(noClasses()
                .that()
                .resideInAPackage("io.spindle.control..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.spindle.nbd..", "io.spindle.iscsi..", "io.spindle.app.."));
    }

    @Test
    void netty_isKnown_onlyWhereBytesMeetTheNetwork() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.spindle.transport..",
                        "io.spindle.nbd..",
                        "io.spindle.iscsi..",
                        "io.spindle.control..",
                        "io.spindle.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty.."));
        check(noClasses()
                .that()
                .resideInAnyPackage("io.spindle.nbd.protocol..", "io.spindle.nbd.export..", "io.spindle.iscsi.pdu..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty.."));
    }

    @Test
    void protocol_knowsNot_howItIsFramedOrHandled() {
        check(noClasses()
                .that()
                .resideInAnyPackage("..protocol..", "..pdu..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..codec..", "..handler..", "..session.."));
        check(noClasses()
                .that()
                .resideInAPackage("..codec..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..handler..", "..session.."));
    }

    @Test
    void packages_haveNo_cycles() {
        check(slices().matching("io.spindle.(**)").should().beFreeOfCycles());
    }

    @Test
    void onlyApp_printsAndExits() {
        check(noClasses().that().resideOutsideOfPackage("io.spindle.app..").should(ACCESS_STANDARD_STREAMS));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.spindle.app..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class));
    }

    @Test
    void imported_classes_areThoseOfEveryModule() {
        assertThat(CLASSES.stream().map(it -> it.getPackageName().split("\\.")[2]))
                .contains("iso", "scsi", "transport", "nbd", "config", "app");
    }

    /** Of all modules, by their sources: a package without one has no class file that could be looked at. */
    @Test
    void everyPackage_saysWhatItKnows() throws IOException {
        List<Path> sources = mainSources();
        assertThat(sources).hasSizeGreaterThan(100);
        for (Path folder : new TreeSet<>(sources.stream().map(Path::getParent).toList())) {
            Path description = folder.resolve("package-info.java");
            assertThat(description).isRegularFile();
            assertThat(description).content().contains("Knows ", "Must not ", "Standard");
        }
    }

    private static List<Path> mainSources() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(LayeringTest::javaFiles)
                    .toList();
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
