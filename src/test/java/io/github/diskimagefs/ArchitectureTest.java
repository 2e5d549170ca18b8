package io.github.diskimagefs;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  void optionsKnowNothing() {
    mayKnow("options");
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
  void cryptographyKnowsTheRootAlone() {
    mayKnow("crypto");
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
    mayKnow("container", "sector", "codec", "crypto", "bytes");
  }

  @Test
  void volumesDoNotKnowContainers() {
    mayKnow("volume", "codec", "crypto", "bytes");
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
                resideInAPackage(ROOT + ".*..")
                    .and(not(resideInAPackage(ROOT + ".cli..")))
                    .and(not(resideInAPackage(ROOT + ".serve..")))
                    .and(not(resideInAPackage(ROOT + ".options..")))));
  }

  @Test
  void theServerKnowsThePublicFaceAlone() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".serve..")
            .should()
            .dependOnClassesThat(
                resideInAPackage(ROOT + ".*..").and(not(resideInAPackage(ROOT + ".serve..")))));
  }

  @Test
  void onlyTheCommandLineKnowsTheServer() {
    check(
        noClasses()
            .that(not(resideInAnyPackage(ROOT + ".serve..", ROOT + ".cli..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".serve.."));
  }

  @Test
  void formatsDoNotKnowEachOther() {
    Map<String, Set<String>> volumes = knownWithin(ROOT + ".volume");
    volumes.values().forEach(known -> known.remove("apple")); // shared by the formats of Apple
    assertThat(volumes.values(), everyItem(is(empty())));
    assertThat(knownWithin(ROOT + ".container").values(), everyItem(is(empty())));
  }

  @Test
  void onlyThoseThatMeetTheHostKnowPaths() {
    check(
        noClasses()
            .that(
                not(
                    resideInAnyPackage(
                            ROOT + ".nio..", ROOT + ".mount..", ROOT + ".cli..", ROOT + ".serve..")
                        .or(FACE)
                        .or(hostFiles())))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Path.class));
  }

  @Test
  void packagesHaveNoCycles() {
    Map<String, Set<String>> left = knownWithin(ROOT);
    assertThat(left.keySet(), hasItems("bytes", "nio", "cli"));
    // A package that uses none of the others is in no cycle; each round removes at least one.
    for (int rounds = left.size(); rounds > 0; rounds--) {
      Set<String> names = Set.copyOf(left.keySet());
      left.values().removeIf(known -> Collections.disjoint(known, names));
    }
    assertThat(left, is(anEmptyMap()));
  }

  /**
   * Returns which direct subpackages of a package use which others, including their own
   * subpackages.
   */
  private static Map<String, Set<String>> knownWithin(String parent) {
    Map<String, Set<String>> known = new TreeMap<>();
    for (JavaClass each : project) {
      String name = below(parent, each);
      if (name != null) {
        Set<String> others = known.computeIfAbsent(name, key -> new TreeSet<>());
        each.getDirectDependenciesFromSelf().stream()
            .map(dependency -> below(parent, dependency.getTargetClass().getBaseComponentType()))
            .filter(other -> other != null && !other.equals(name))
            .forEach(others::add);
      }
    }
    return known;
  }

  /**
   * Returns the direct subpackage of {@code parent} that contains a class; null if there is none.
   */
  private static String below(String parent, JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(parent + '.')
        ? name.substring(parent.length() + 1).split("\\.")[0]
        : null;
  }

  private static DescribedPredicate<JavaClass> hostFiles() {
    return DescribedPredicate.describe(
        "HostFiles", c -> c.getName().startsWith(ROOT + ".bytes.HostFiles"));
  }

  /** The package may know those listed (with their subpackages), the root, options, and itself. */
  private static void mayKnow(String name, String... others) {
    DescribedPredicate<JavaClass> allowed =
        resideInAPackage(ROOT)
            .and(not(FACE))
            .or(resideInAPackage(ROOT + ".options.."))
            .or(resideInAPackage(ROOT + '.' + name + ".."));
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
