package io.github.diskimagefs;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which package may know which: only from left to right. */
class ArchitectureTest {
  private static final String ROOT = "io.github.diskimagefs";

  /** The friendly face: in the root package for its users' sake, and on top of all others. */
  private static final DescribedPredicate<JavaClass> FACE = type(DiskImages.class);

  private static JavaClasses project;

  @BeforeAll
  static void readClasses() {
    Path build = Path.of(System.getProperty("project.build.directory", "target"));
    project = new ClassFileImporter().importPath(build.resolve("classes"));
  }

  @Test
  void theRootDependsOnNothing() {
    check(
        noClasses()
            .that(resideInAPackage(ROOT).and(not(FACE)))
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + ".*..").or(FACE)));
  }

  @Test
  void bytesKnowTheRootAlone() {
    mayKnow("bytes");
  }

  @Test
  void codecsKnowBytesAlone() {
    mayKnow("codec", "bytes");
  }

  @Test
  void sectorsKnowBytesAlone() {
    mayKnow("sector", "bytes");
  }

  @Test
  void partitionsKnowBytesAlone() {
    mayKnow("partition", "bytes");
  }

  @Test
  void containersDoNotKnowVolumes() {
    mayKnow("container", "sector", "codec", "bytes");
  }

  @Test
  void volumesDoNotKnowContainers() {
    mayKnow("volume", "codec", "bytes");
  }

  @Test
  void mountKnowsEveryFormatAndNoProvider() {
    mayKnow("mount", "container", "sector", "partition", "volume", "bytes");
  }

  @Test
  void providersKnowNoFormat() {
    mayKnow("nio", "mount", "volume", "bytes");
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".nio..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".volume.*..", ROOT + ".container.."));
  }

  @Test
  void theCommandLineKnowsThePublicFaceAlone() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".cli..")
            .should()
            .dependOnClassesThat(
                resideInAPackage(ROOT + ".*..").and(not(resideInAPackage(ROOT + ".cli..")))));
  }

  @Test
  void formatsDoNotKnowEachOther() {
    check(slices().matching(ROOT + ".volume.(*)..").should().notDependOnEachOther());
    check(slices().matching(ROOT + ".container.(*)..").should().notDependOnEachOther());
  }

  @Test
  void onlyThoseThatMeetTheHostKnowPaths() {
    check(
        noClasses()
            .that(
                not(
                    resideInAnyPackage(ROOT + ".nio..", ROOT + ".mount..", ROOT + ".cli..")
                        .or(FACE)
                        .or(hostFiles())))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Path.class));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
  }

  private static DescribedPredicate<JavaClass> hostFiles() {
    return DescribedPredicate.describe(
        "HostFiles", c -> c.getName().startsWith(ROOT + ".bytes.HostFiles"));
  }

  /** The package may know those listed (with what lies in them), the root, and itself. */
  private static void mayKnow(String name, String... others) {
    DescribedPredicate<JavaClass> allowed =
        resideInAPackage(ROOT).and(not(FACE)).or(resideInAPackage(ROOT + '.' + name + ".."));
    for (String other : others) {
      allowed = allowed.or(resideInAPackage(ROOT + '.' + other + ".."));
    }
    check(
        classes()
            .that()
            .resideInAPackage(ROOT + '.' + name + "..")
            .should()
            .onlyDependOnClassesThat(allowed.or(not(resideInAPackage(ROOT + "..")))));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(project);
  }
}
