package io.github.diskimagefs.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.CdSectors;
import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.UdfImage;
import io.github.diskimagefs.image.UdifImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Images of known content, and one thread's work on them that knows what the bytes must be. */
final class Load {
  private static final int FILES = 24;

  private Load() {}

  /** Images of several kinds, each with the same files. */
  static List<Path> writeTo(Path folder) throws IOException {
    IsoImage iso = IsoImage.named("LOAD");
    UdfImage udf = UdfImage.named("Load");
    HfsPlusImage hfsPlus = HfsPlusImage.named("Load").dir("dir");
    for (int i = 0; i < FILES; i++) {
      iso.file("/dir/" + name(i), content(i));
      udf.file("/dir/" + name(i), content(i));
      hfsPlus.file("dir/" + name(i), content(i));
    }
    byte[] volume = hfsPlus.bytes();
    byte[] disk = Arrays.copyOf(volume, (volume.length + 511) / 512 * 512);
    Map<String, byte[]> images = new LinkedHashMap<>();
    images.put("load.iso", iso.build());
    images.put("load-udf.iso", udf.toBytes());
    images.put("load.bin", CdSectors.mode1(iso.build(), 0));
    images.put(
        "load.cue",
        "FILE \"load.bin\" BINARY\n TRACK 01 MODE1/2352\n  INDEX 01 00:00:00\n".getBytes(UTF_8));
    images.put("load.dmg", UdifImage.of(disk).chunks(32).as(UdifImage.Stored.ZLIB).bytes());
    images.put("load.img", volume);
    for (Map.Entry<String, byte[]> image : images.entrySet()) {
      Files.write(folder.resolve(image.getKey()), image.getValue());
    }
    images.remove("load.bin");
    return images.keySet().stream().map(folder::resolve).toList();
  }

  private static String name(int i) {
    return "file" + i + ".dat";
  }

  private static byte[] content(int i) {
    byte[] content = new byte[1000 + 4321 * i];
    new Random(i).nextBytes(content);
    Arrays.fill(content, content.length / 2, content.length, (byte) i);
    return content;
  }

  /**
   * Reads one file in one of several ways and compares.
   *
   * @throws AssertionError if a byte is wrong
   * @throws IOException if it cannot be read
   */
  static void readOne(FileSystem image, Random random) throws IOException {
    int i = random.nextInt(FILES);
    Path file = image.getPath("/dir").resolve(name(i));
    byte[] expected = content(i);
    switch (random.nextInt(4)) {
      case 0 -> same(Files.readAllBytes(file), expected, file);
      case 1 -> {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
          int from = random.nextInt(expected.length);
          int length = random.nextInt(expected.length - from);
          ByteBuffer target = ByteBuffer.allocate(length);
          channel.position(from);
          while (target.hasRemaining() && channel.read(target) >= 0) {
            // on to the next piece
          }
          same(target.array(), Arrays.copyOfRange(expected, from, from + length), file);
        }
      }
      case 2 -> {
        if (Files.size(file) != expected.length) {
          throw new AssertionError("size of " + file);
        }
      }
      default -> {
        int count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(file.getParent())) {
          for (Path entry : entries) {
            count += Files.isRegularFile(entry) ? 1 : 0;
          }
        } catch (DirectoryIteratorException e) {
          throw e.getCause();
        }
        if (count != FILES) {
          throw new AssertionError(count + " files in " + file.getParent());
        }
      }
    }
  }

  private static void same(byte[] actual, byte[] expected, Path file) {
    if (!Arrays.equals(actual, expected)) {
      throw new AssertionError("content of " + file);
    }
  }

  /** Opens an image, reads some files, closes it. */
  static void openReadClose(Path image, Random random) throws IOException {
    try (FileSystem opened = DiskImages.open(image)) {
      for (int i = 0; i < 8; i++) {
        readOne(opened, random);
      }
    }
  }
}
