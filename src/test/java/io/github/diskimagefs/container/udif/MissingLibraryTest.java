package io.github.diskimagefs.container.udif;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.image.UdifImage.Stored;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** This library alone, without those that decode bzip2 and LZMA. */
class MissingLibraryTest {
  @TempDir Path folder;

  private Object verify(Stored stored) throws Exception {
    byte[] volume = HfsPlusImage.named("v").file("f", "content").bytes();
    Path file = Files.write(folder.resolve("a.dmg"), UdifImage.of(volume).as(stored).bytes());
    URL alone = DiskImages.class.getProtectionDomain().getCodeSource().getLocation();
    // The platform's loader would find the modules of the path.
    try (URLClassLoader loader = new URLClassLoader(new URL[] {alone}, null)) {
      Method verify =
          loader
              .loadClass(DiskImages.class.getName())
              .getMethod("verify", Path.class, Map.class, Consumer.class);
      Consumer<Object> report = check -> {};
      return verify.invoke(null, file, Map.of(), report);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Stored.class,
      names = {"RAW", "ADC", "ZLIB", "LZFSE"})
  void otherCodecsWork(Stored stored) throws Exception {
    assertThat(verify(stored), is(true));
  }

  @ParameterizedTest
  @CsvSource({"BZIP2,commons-compress", "LZMA,org.tukaani:xz"})
  void theirsIsUnsupportedAndNamesThem(Stored stored, String library) {
    Throwable cause =
        assertThrows(InvocationTargetException.class, () -> verify(stored)).getCause();
    assertThat(cause.getClass().getSimpleName(), is("UnsupportedImageException"));
    assertThat(cause.getMessage(), containsString(library));
  }
}
