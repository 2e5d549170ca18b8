package io.github.diskimagefs.codec;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The coordinates that error messages name, against the versions that the project is built with.
 */
class MissingLibraryCoordinatesTest {
  @ParameterizedTest
  @ValueSource(strings = {MissingLibrary.COMMONS_COMPRESS, MissingLibrary.XZ})
  void areThoseOfTheBuild(String coordinates) throws IOException {
    String[] parts = coordinates.split(":", -1);
    String pom = Files.readString(Path.of("pom.xml")).replaceAll("\\s+", "");
    assertThat(
        pom,
        containsString(
            "<groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><optional>true"
                .formatted(parts[0], parts[1], parts[2])));
  }
}
