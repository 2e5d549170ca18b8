package io.github.diskimagefs.spark;

import io.github.diskimagefs.DiskImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A thousand small images of many kinds. */
final class ThousandImages {
  static final int COUNT = 1000;

  /** Maximum size of an image of the corpus that is copied. */
  private static final long MAX_BYTES = 64 << 10;

  /**
   * Maximum bytes of files in an image that is copied often: one of 4 KiB has a file of 4.8 GB, all
   * of it zeros.
   */
  private static final long MAX_CONTENT_BYTES = 16 << 20;

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

  /** Writes images, none of which is broken by us or has much content; returns their paths. */
  static List<Path> write(Path folder) throws IOException {
    List<Path> kinds = new ArrayList<>();
    for (Path kind : kinds()) {
      if (contentBytes(kind) <= MAX_CONTENT_BYTES) {
        kinds.add(kind);
      }
    }
    return write(folder, kinds, List.of(), false);
  }

  /** Writes images, one in ten of them broken, and each kind with much content once. */
  static List<Path> writeBroken(Path folder) throws IOException {
    List<Path> small = new ArrayList<>();
    List<Path> large = new ArrayList<>();
    for (Path kind : kinds()) {
      (contentBytes(kind) <= MAX_CONTENT_BYTES ? small : large).add(kind);
    }
    return write(folder, small, large, true);
  }

  private static List<Path> write(Path folder, List<Path> kinds, List<Path> once, boolean broken)
      throws IOException {
    List<Path> images = new ArrayList<>();
    for (Path kind : once) {
      images.add(Files.copy(kind, folder.resolve("once-" + kind.getFileName())));
    }
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

  /** Returns the bytes of an image's files, as it says; 0 if it cannot be opened. */
  private static long contentBytes(Path image) {
    long bytes = 0;
    try (FileSystem opened = DiskImages.open(image);
        Stream<Path> files = Files.walk(opened.getPath("/"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
      }
    } catch (IOException | UncheckedIOException e) {
      // Some of the corpus are broken; what can be read of them was counted.
    }
    return bytes;
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
