package io.github.diskimagefs.corpus;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.function.Executable;

/** The tests of an image: one for each of the files beside it, by name. */
final class ImageTests {
  private ImageTests() {}

  static Map<String, Executable> of(CorpusImage image, List<Way> ways) throws IOException {
    Map<String, Executable> tests = new LinkedHashMap<>();
    Optional<Expectation> expectation = image.expectation().map(Expectation::new);
    for (Way way : ways) {
      if (expectation.isPresent()) {
        tests.put("as expected " + way.says, () -> expect(image, way, expectation.get()));
      } else if (image.manifest().isPresent()) {
        tests.put(
            "manifest " + way.says,
            () ->
                ImageChecks.shows(image, way, image.firstVolume(), image.manifest().orElseThrow()));
      }
    }
    if (expectation.isEmpty() || !expectation.get().opensOrFails()) {
      image
          .variants()
          .forEach(
              (variant, manifest) ->
                  tests.put(
                      "manifest " + variant.name(),
                      () -> ImageChecks.shows(image, variant, manifest)));
      image
          .raw()
          .forEach(
              (variant, table) ->
                  tests.put("raw " + variant, () -> ImageChecks.hasRaw(image, variant, table)));
      if (!image.attributes().isEmpty()) {
        tests.put("attributes", () -> ImageChecks.hasAttributes(image));
      }
    }
    if (!image.form2().isEmpty()) {
      tests.put("form 2", () -> ImageChecks.hasForm2(image));
    }
    if (!image.tracks().isEmpty()) {
      tests.put("tracks", () -> ImageChecks.hasTracks(image));
    }
    if (!image.unix().isEmpty()) {
      tests.put("unix attributes", () -> ImageChecks.hasUnixAttributes(image));
    }
    if (!image.probes().isEmpty()) {
      tests.put("parts of files", () -> ImageChecks.hasParts(image));
    }
    if (image.password().isPresent()) {
      tests.put("password", () -> ImageChecks.asksForPassword(image));
    }
    return tests;
  }

  private static void expect(CorpusImage image, Way way, Expectation expectation)
      throws IOException {
    if (expectation.isError()) {
      ImageChecks.fails(image, way, expectation);
    } else if (expectation.opensOrFails()) {
      ImageChecks.showsOrFails(image, way, expectation);
    } else {
      ImageChecks.partly(image, way, expectation);
    }
  }
}
