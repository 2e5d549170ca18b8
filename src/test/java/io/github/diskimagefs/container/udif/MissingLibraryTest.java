package io.github.diskimagefs.container.udif;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.image.UdifImage.Stored;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** This library alone, without the libraries that decode bzip2 and LZMA. */
class MissingLibraryTest {
  @TempDir Path folder;

  private final List<String> checks = new ArrayList<>();

  private String verify(Stored stored) throws Exception {
    byte[] volume = HfsPlusImage.named("v").file("f", "content").bytes();
    Path file = Files.write(folder.resolve("a.dmg"), UdifImage.of(volume).as(stored).bytes());
    URL alone = DiskImages.class.getProtectionDomain().getCodeSource().getLocation();
    // The platform's loader would find the modules of the path.
    try (URLClassLoader loader = new URLClassLoader(new URL[] {alone}, null)) {
      Method verify =
          loader
              .loadClass(DiskImages.class.getName())
              .getMethod("verify", Path.class, Map.class, Consumer.class);
      Consumer<Object> report = check -> checks.add(check.toString());
      Object result = verify.invoke(null, file, Map.of(), report);
      return result.getClass().getMethod("status").invoke(result).toString();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Stored.class,
      names = {"RAW", "ADC", "ZLIB", "LZFSE"})
  void otherCodecsWork(Stored stored) throws Exception {
    assertThat(verify(stored), is("VALID"));
  }

  @ParameterizedTest
  @CsvSource({"BZIP2,org.apache.commons:commons-compress:1.", "LZMA,org.tukaani:xz:1."})
  void theirsIsNotCheckedAndTheLibraryNamed(Stored stored, String library) throws Exception {
    assertThat(verify(stored), is("NOT_CHECKED"));
    assertThat(
        checks,
        contains(
            allOf(
                containsString("part=blkx 1"),
                containsString("status=NOT_CHECKED"),
                containsString(library)),
            allOf(containsString("part=data fork"), containsString("status=VALID")),
            allOf(containsString("part=master checksum"), containsString("status=VALID")),
            allOf(
                containsString("part=volume 1"),
                containsString("status=NOT_CHECKED"),
                containsString(library))));
  }
}
