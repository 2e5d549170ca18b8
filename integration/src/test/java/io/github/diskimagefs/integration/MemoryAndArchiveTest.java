package io.github.diskimagefs.integration;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images in memory and in archives. */
class MemoryAndArchiveTest {
  @TempDir Path folder;

  private final FarImage expected = FarImage.get();

  @Test
  void anImageInMemory() throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      Path file = Files.write(memory.getPath("/disc.iso"), expected.bytes);
      try (FileSystem image = DiskImages.open(file)) {
        expected.check(image);
      }
    }
  }

  @Test
  void anImageDeflatedInAnArchive() throws IOException {
    Path archive = folder.resolve("disc.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("disc.iso"));
      zip.write(expected.bytes);
    }
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of());
        FileSystem image = DiskImages.open(zip.getPath("/disc.iso"))) {
      expected.check(image);
    }
  }
}
