package io.github.diskimagefs.container.udif;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.UdifImage;
import io.github.diskimagefs.image.UdifImage.Stored;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** This library alone, without those that decode bzip2 and LZMA. */
class MissingLibraryTest {
  @TempDir Path folder;

  private String read(Stored stored) throws Exception {
    byte[] volume = HfsPlusImage.named("v").file("f", "content").bytes();
    Path file = Files.write(folder.resolve("a.dmg"), UdifImage.of(volume).as(stored).bytes());
    URL alone = DiskImages.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {alone}, ClassLoader.getPlatformClassLoader())) {
      Method open = loader.loadClass(DiskImages.class.getName()).getMethod("open", Path.class);
      try (FileSystem shown = (FileSystem) open.invoke(null, file)) {
        return Files.readString(shown.getPath("f"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Stored.class,
      names = {"RAW", "ADC", "ZLIB", "LZFSE"})
  void otherCodecsWork(Stored stored) throws Exception {
    assertThat(read(stored), is("content"));
  }

  @ParameterizedTest
  @CsvSource({"BZIP2,commons-compress", "LZMA,org.tukaani:xz"})
  void theirsIsUnsupportedAndNamesThem(Stored stored, String library) {
    InvocationTargetException thrown =
        assertThrows(InvocationTargetException.class, () -> read(stored));
    assertThat(thrown.getCause() instanceof IOException, is(true));
    assertThat(thrown.getCause().getClass().getSimpleName(), is("UnsupportedImageException"));
    assertThat(thrown.getCause().getMessage(), containsString(library));
  }
}
