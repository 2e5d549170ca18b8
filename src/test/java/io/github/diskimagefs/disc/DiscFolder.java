package io.github.diskimagefs.disc;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.IsoImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A folder in memory for sheets and their files. */
final class DiscFolder implements AutoCloseable {
  static final String TEXT = "what the data track holds\n".repeat(400);

  private final FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
  private final Path folder = memory.getPath("").toAbsolutePath();

  /** A volume of a few files. */
  static byte[] iso() {
    return IsoImage.named("DISC").file("/dir/text.txt", TEXT).file("/a.bin", "abc").build();
  }

  DiscFolder put(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
    return this;
  }

  DiscFolder put(String name, String text) throws IOException {
    return put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts a file that is among the test resources, compressed with gzip. */
  DiscFolder unpack(String name) throws IOException {
    try (InputStream packed = DiscFolder.class.getResourceAsStream(name + ".gz");
        InputStream plain = new GZIPInputStream(packed)) {
      return put(name, plain.readAllBytes());
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  FileSystem open(String name) throws IOException {
    return DiskImages.open(folder.resolve(name));
  }

  FileSystem open(String name, String key, String value) throws IOException {
    return DiskImages.open(folder.resolve(name), Map.of(key, value));
  }

  /** Returns the text of the data track's file. */
  String text(String name) throws IOException {
    try (FileSystem image = open(name)) {
      return Files.readString(image.getPath("/dir/text.txt"));
    }
  }

  /** Returns the names in the root. */
  static List<String> names(FileSystem image) throws IOException {
    try (Stream<Path> entries = Files.list(image.getPath("/"))) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** Returns the samples of an audio file. */
  static byte[] samples(FileSystem image, String name) throws IOException {
    byte[] wave = Files.readAllBytes(image.getPath(name));
    return Arrays.copyOfRange(wave, 44, wave.length);
  }

  @Override
  public void close() throws IOException {
    memory.close();
  }
}
