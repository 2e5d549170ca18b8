package io.github.diskimagefs.integration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.image.IsoImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An image of 66 MB with files of all sizes, and the hash of each. */
final class FarImage {
  private final Map<String, String> hashes = new TreeMap<>();
  final byte[] bytes;

  private FarImage() throws IOException {
    IsoImage image = IsoImage.named("FAR");
    for (int i = 0; i < 300; i++) {
      add(image, "/dir" + i % 30 + "/file" + i, 20_000 + i);
    }
    add(image, "/large", 60_000_001);
    bytes = image.build();
  }

  /** Holds the only instance. */
  private static final class Holder {
    static final FarImage INSTANCE = create();

    private static FarImage create() {
      try {
        return new FarImage();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static FarImage get() {
    return Holder.INSTANCE;
  }

  private void add(IsoImage image, String name, int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    image.file(name, content);
    hashes.put(name, hash(content));
  }

  static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads in pieces, because several threads check the large file at a time. */
  private static String hash(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] piece = new byte[1 << 18];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        digest.update(piece, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compares all files of an image with those of this one. */
  void check(FileSystem image) throws IOException {
    Map<String, String> found = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> paths = Files.walk(image.getPath("/"))) {
      files = paths.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      found.put(file.toString(), hash(file));
    }
    assertThat(found, is(hashes));
  }
}
