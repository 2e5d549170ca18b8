package io.github.diskimagefs.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A thousand small images of many kinds, one in ten of them broken. */
final class ThousandImages {
  static final int COUNT = 1000;

  /** Maximum size of an image of the corpus that is copied. */
  private static final long MAX_BYTES = 64 << 10;

  /** Extensions of files that are images by themselves. */
  private static final List<String> EXTENSIONS =
      List.of(
          "iso",
          "img",
          "nrg",
          "dmg",
          "qcow2",
          "qed",
          "vmdk",
          "vhd",
          "vhdx",
          "vdi",
          "squashfs",
          "erofs",
          "cramfs",
          "chd",
          "cso",
          "zso",
          "dax");

  private ThousandImages() {}

  /**
   * Writes the images.
   *
   * @param broken whether one in ten is broken
   * @return their paths
   */
  static List<Path> write(Path folder, boolean broken) throws IOException {
    List<Path> kinds = kinds();
    List<Path> images = new ArrayList<>();
    for (int i = 0; images.size() < COUNT - 2; i++) {
      Path kind = kinds.get(i % kinds.size());
      byte[] bytes = Files.readAllBytes(kind);
      Path image = folder.resolve(String.format("%04d-%s", i, kind.getFileName()));
      Files.write(image, broken && i % 10 == 3 ? broken(bytes, i / 10 % 3) : bytes);
      images.add(image);
    }
    // A sheet and its data, which is an image too.
    Path sheet = folder.resolve("sheet.cue");
    Path data = folder.resolve("disc.bin");
    Files.copy(LocalSpark.IMAGES.resolve("disc.cue"), sheet);
    Files.copy(LocalSpark.IMAGES.resolve("disc.bin"), data);
    images.add(sheet);
    images.add(data);
    return images;
  }

  /** Returns an image that is cut, without its start, or damaged in the middle. */
  private static byte[] broken(byte[] bytes, int kind) {
    switch (kind) {
      case 0:
        return Arrays.copyOf(bytes, bytes.length / 3);
      case 1:
        Arrays.fill(bytes, 0, Math.min(bytes.length, 40 << 10), (byte) 0x55);
        return bytes;
      default:
        Arrays.fill(bytes, bytes.length / 4, bytes.length / 2, (byte) 0xAA);
        return bytes;
    }
  }

  /** Returns images that need no other file: the tests' own, and the corpus's if it is there. */
  static List<Path> kinds() throws IOException {
    List<Path> kinds = new ArrayList<>();
    kinds.add(Path.of("..", "samples", "hello.iso"));
    for (String own :
        List.of("tree.iso", "live.iso", "tree.squashfs", "fat.img.gz", "disk.qcow2")) {
      kinds.add(LocalSpark.IMAGES.resolve(own));
    }
    Path corpus = Path.of(System.getProperty("diskimagefs.corpus", "../../shared/corpus"));
    if (!Files.isDirectory(corpus)) {
      System.out.println("No corpus at " + corpus + ": " + kinds.size() + " kinds of images.");
      return kinds;
    }
    try (Stream<Path> files = Files.walk(corpus)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1))
            && StandardCharsets.US_ASCII.newEncoder().canEncode(name)
            && Files.size(file) <= MAX_BYTES) {
          kinds.add(file);
        }
      }
    }
    return kinds;
  }
}
