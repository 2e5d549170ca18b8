package io.github.diskimagefs.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Inputs from public reports about other readers. Those on which the library is still wrong are
 * listed in {@code cases-failing.tsv}; one that is right all the same makes the test fail, so that
 * the list gets shorter.
 */
class CasesTest {
  private static final String PACKED = ".case.zip";

  @TempDir static Path unpacked;

  @TestFactory
  Stream<DynamicNode> cases() throws IOException {
    Optional<Corpus> cases = Corpus.findCases();
    assumeTrue(cases.isPresent(), "no cases: there is no such folder beside the corpus");
    Set<String> failing = failing();
    List<DynamicNode> folders = new ArrayList<>();
    for (Path folder : cases.get().folders()) {
      List<DynamicNode> tests = new ArrayList<>();
      for (Map.Entry<String, List<CorpusImage>> entry : cases(folder).entrySet()) {
        String name = folder.getFileName() + "/" + entry.getKey();
        tests.add(test(name, entry.getValue(), failing.contains(name)));
      }
      folders.add(dynamicContainer(folder.getFileName().toString(), tests));
    }
    return folders.stream();
  }

  private static Set<String> failing() throws IOException {
    try (InputStream in = CasesTest.class.getResourceAsStream("cases-failing.tsv")) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t")[0])
          .collect(toCollection(TreeSet::new));
    }
  }

  /** Returns the images of each case: of a folder or pack of that name, or of files beside. */
  private static Map<String, List<CorpusImage>> cases(Path folder) throws IOException {
    Path target = unpacked.resolve(folder.getFileName().toString());
    Map<String, List<CorpusImage>> cases = new TreeMap<>();
    for (CorpusImage image : Corpus.images(folder, target)) {
      cases.computeIfAbsent(image.name(), name -> new ArrayList<>()).add(image);
    }
    List<Path> children;
    try (Stream<Path> list = Files.list(folder)) {
      children = list.sorted().toList();
    }
    for (Path child : children) {
      String name = child.getFileName().toString();
      if (name.endsWith(PACKED)) {
        String plain = name.substring(0, name.length() - PACKED.length());
        unpack(child, target);
        add(cases, plain, target.resolve(plain), target);
      } else if (Files.isDirectory(child) && !cases.containsKey(name)) {
        add(cases, name, child, target);
      }
    }
    return cases;
  }

  private static void add(
      Map<String, List<CorpusImage>> cases, String name, Path folder, Path target)
      throws IOException {
    List<CorpusImage> images = Corpus.images(folder, target.resolve("images of " + name));
    if (!images.isEmpty()) {
      cases.put(name, images);
    }
  }

  private static void unpack(Path pack, Path target) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(pack))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = target.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          SparseCopy.copy(zip, file);
        }
      }
    }
  }

  private static DynamicTest test(String name, List<CorpusImage> images, boolean failing) {
    return dynamicTest(
        name,
        () -> {
          Map<String, Executable> tests = new LinkedHashMap<>();
          for (CorpusImage image : images) {
            ImageTests.of(image, List.of(Way.DIRECTLY))
                .forEach((test, body) -> tests.put(image.name() + " " + test, body));
          }
          run(name, tests, failing);
        });
  }

  private static void run(String name, Map<String, Executable> tests, boolean failing)
      throws Throwable {
    TestAbortedException skipped = null;
    for (Map.Entry<String, Executable> test : tests.entrySet()) {
      try {
        assertTimeoutPreemptively(CorpusTest.MAX_DURATION, test.getValue());
      } catch (TestAbortedException e) {
        skipped = e;
      } catch (Throwable e) {
        if (failing) {
          throw new TestAbortedException("known to fail: " + test.getKey() + ": " + e, e);
        }
        throw new AssertionError("case " + name + ": " + test.getKey() + ": " + e, e);
      }
    }
    if (skipped != null) {
      throw skipped;
    }
    if (failing) {
      fail(name + " is right now: its line in cases-failing.tsv can go");
    }
  }
}
