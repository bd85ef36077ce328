package io.github.lwmigrate.verification;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages, as docs/architecture.md draws them. */
class ArchitectureTest {

  private static final String ROOT = "io.github.lwmigrate";

  /** What each module may use of its siblings, beside the messages and itself. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "lorawan", Set.of(),
          "frequencyplans", Set.of("lorawan"),
          "json", Set.of("core"),
          "grpc", Set.of("core"),
          "journal.sqlite", Set.of("core"),
          "simulator", Set.of("core", "json", "lorawan"),
          "source.ttnv2", Set.of("core", "grpc", "lorawan"),
          "source.ttnv3", Set.of("core", "grpc"));

  private static final JavaClasses SDK =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/proto/"))
          .importPackages(ROOT);

  @Test
  void modules_useOnlyTheSiblingsTheyMay() {
    ARROWS.forEach(
        (module, allowed) -> {
          Set<String> forbidden = new TreeSet<>(ARROWS.keySet());
          forbidden.remove(module);
          forbidden.removeAll(allowed);
          noClasses()
              .that(residesIn(module))
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage(
                      forbidden.stream()
                          .map(sibling -> ROOT + "." + sibling + "..")
                          .toArray(String[]::new)))
              .check(SDK);
        });
  }

  @Test
  void core_knowsNoSiblingButTheRegionalParameters() {
    noClasses()
        .that(isCore())
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                ARROWS.keySet().stream()
                    .filter(sibling -> !sibling.equals("lorawan"))
                    .map(sibling -> ROOT + "." + sibling + "..")
                    .toArray(String[]::new)))
        .check(SDK);
  }

  @Test
  void regionalParameters_knowNothingAbove() {
    noClasses()
        .that(residesIn("lorawan").or(residesIn("frequencyplans")))
        .should()
        .dependOnClassesThat(isCore().and(not(resideInAPackage(ROOT + ".proto.."))))
        .check(SDK);
  }

  @Test
  void core_isFreeOfTransportsAndFormats() {
    noClasses()
        .that(isCore())
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.grpc..",
                "io.netty..",
                "com.google.gson..",
                "org.snakeyaml..",
                "java.sql..",
                "com.google.common.."))
        .check(SDK);
  }

  @Test
  void spi_seesNothingOfTheEngine() {
    noClasses()
        .that(resideInAPackage(ROOT + ".spi").and(not(named("Call"))))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".internal.."))
        .check(SDK);
  }

  @Test
  void internals_areUsedByTheirOwnModuleAlone() {
    for (String module : ARROWS.keySet()) {
      noClasses()
          .that(not(residesIn(module)))
          .should()
          .dependOnClassesThat(resideInAPackage(ROOT + "." + module + ".internal.."))
          .check(SDK);
    }
    noClasses()
        .that(not(isCore()))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".internal.."))
        .check(SDK);
  }

  @Test
  void publicTypes_showNoLibraryButTheMessagesAndTheChannelHook() {
    classes()
        .that(isCore().and(not(resideInAPackage(ROOT + ".internal.."))))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..", "org.jspecify..", "org.slf4j..", "com.google.protobuf..", ROOT + ".."))
        .check(SDK);
  }

  @Test
  void nobodyWritesToStandardStreams() {
    noClasses()
        .that(not(residesIn("verification")))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(SDK);
  }

  private static DescribedPredicate<JavaClass> residesIn(String module) {
    return resideInAPackage(ROOT + "." + module + "..");
  }

  private static DescribedPredicate<JavaClass> isCore() {
    DescribedPredicate<JavaClass> core = resideInAPackage(ROOT + "..");
    for (String module : ARROWS.keySet()) {
      core = core.and(not(residesIn(module)));
    }
    return core.and(not(resideInAPackage(ROOT + ".verification.."))).as("core");
  }

  private static DescribedPredicate<JavaClass> named(String simpleName) {
    return DescribedPredicate.describe(
        "named " + simpleName, type -> type.getSimpleName().equals(simpleName));
  }
}
