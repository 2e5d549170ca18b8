package io.github.diskimagefs.corpus;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every image of the corpus, read whole and compared with each table beside it; bad images behave
 * as is said beside them.
 */
class CorpusTest {
  /** Far above what any image needs: an end to what would never end. */
  static final Duration MAX_DURATION = Duration.ofMinutes(2);

  @TempDir static Path unpacked;

  @TestFactory
  Stream<DynamicNode> corpus() throws IOException {
    Optional<Corpus> corpus = Corpus.find();
    assumeTrue(corpus.isPresent(), "no corpus: the property diskimagefs.corpus names no folder");
    List<DynamicNode> folders = new ArrayList<>();
    for (Path folder : corpus.get().folders()) {
      List<DynamicNode> images = new ArrayList<>();
      for (CorpusImage image : Corpus.images(folder, unpacked)) {
        List<DynamicNode> tests = new ArrayList<>();
        ImageTests.of(image, Way.of(image))
            .forEach(
                (name, body) ->
                    tests.add(
                        dynamicTest(
                            image.name() + ": " + name,
                            () -> assertTimeoutPreemptively(MAX_DURATION, body))));
        images.add(dynamicContainer(image.name(), tests));
      }
      folders.add(dynamicContainer(folder.getFileName().toString(), images));
    }
    // After all others: a feature that they did not meet is removed from the list.
    folders.add(
        dynamicTest(
            "every line of the list of what is not supported is needed",
            () -> assertThat(NotSupported.unneeded(), is(empty()))));
    return folders.stream();
  }
}
