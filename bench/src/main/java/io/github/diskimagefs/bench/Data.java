package io.github.diskimagefs.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The data that is measured, made once from a seed: trees by this class, optical images by {@code
 * xorriso} and {@code genisoimage}, the rest from those.
 */
final class Data {
  private static final int ENTRIES_A_FOLDER = 20;

  private final Path folder;
  private final boolean full;

  /** The data in {@code folder}; in full size, or a tenth of it. */
  Data(Path folder, boolean full) {
    this.folder = folder.toAbsolutePath();
    this.full = full;
  }

  Path folder() {
    return folder;
  }

  Path tree() {
    return folder.resolve("tree");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Makes what is not there yet. */
  void make() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    if (!Files.exists(tree())) {
      makeTree(full ? 100_000 : 10_000);
    }
    if (!Files.exists(file("many.iso"))) {
      run("xorriso", "-as", "mkisofs", "-quiet", "-R", "-J", "-joliet-long", "-o",
          file("many.iso").toString(), tree().toString());
    }
    if (!Files.exists(file("many.zip"))) {
      makeZip();
    }
    if (!Files.exists(file("big.iso"))) {
      makeBig(full ? 1L << 30 : 128L << 20);
    }
    if (!Files.exists(file("big.bin"))) {
      RawSectors.write(file("big.iso"), file("big.bin"));
      Files.writeString(
          file("big.cue"),
          "FILE \"big.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n");
    }
    if (!Files.exists(file("disk.iso"))) {
      makeDisk(full ? 320 << 20 : 48 << 20);
    }
    for (DmgWriter.Codec codec : DmgWriter.Codec.values()) {
      Path dmg = file(codec.name().toLowerCase(java.util.Locale.ROOT) + ".dmg");
      if (!Files.exists(dmg)) {
        DmgWriter.write(file("disk.iso"), dmg, codec);
      }
    }
  }

  private void makeTree(int files) throws IOException {
    Random random = new Random(20240229);
    int folders = files / ENTRIES_A_FOLDER;
    List<Path> all = new ArrayList<>(List.of(tree()));
    Files.createDirectories(tree());
    for (int i = 0; i < folders; i++) {
      Path parent = all.get(Math.max(0, all.size() - 1 - random.nextInt(Math.min(all.size(), 400))));
      Path made =
          parent.getNameCount() - tree().getNameCount() > 5
              ? tree().resolve("package" + i)
              : parent.resolve("package" + i);
      all.add(Files.createDirectory(made));
    }
    for (int i = 0; i < files; i++) {
      byte[] bytes = new byte[(int) Math.min(16384, Math.exp(6.3 + 1.3 * random.nextGaussian()))];
      random.nextBytes(bytes);
      Path parent = all.get(random.nextInt(all.size()));
      Files.write(parent.resolve("SourceFileNumber" + i + ".java"), bytes);
    }
  }

  private void makeZip() throws IOException {
    URI uri = URI.create("jar:" + file("many.zip").toUri());
    try (FileSystem zip =
            FileSystems.newFileSystem(uri, Map.of("create", "true", "compressionMethod", "STORED"));
        Stream<Path> entries = Files.walk(tree())) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Path target = zip.getPath("/").resolve(tree().relativize(entry).toString());
        if (target.getNameCount() > 0) {
          Files.copy(entry, target);
        }
      }
    }
  }

  private void makeBig(long size) throws IOException, InterruptedException {
    Path files = Files.createDirectories(folder.resolve("big"));
    write(files.resolve("huge.bin"), size, false);
    run("genisoimage", "-quiet", "-udf", "-R", "-iso-level", "3", "-o",
        file("big.iso").toString(), files.toString());
  }

  /** An HFS+ volume beside the same files in ISO 9660, half of the bytes compressible. */
  private void makeDisk(long size) throws IOException, InterruptedException {
    Path files = Files.createDirectories(folder.resolve("disk"));
    for (int i = 0; i < 40; i++) {
      write(files.resolve("part" + i + ".bin"), size / 40, true);
    }
    run("xorriso", "-as", "mkisofs", "-quiet", "-R", "-hfsplus", "-o",
        file("disk.iso").toString(), files.toString());
  }

  private static void write(Path file, long size, boolean compressible) throws IOException {
    Random random = new Random(size + file.getFileName().hashCode());
    byte[] block = new byte[1 << 16];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (long left = size; left > 0; left -= block.length) {
        random.nextBytes(block);
        for (int i = 0; compressible && i < block.length; i++) {
          block[i] = i % 64 < 40 ? (byte) "compressible text of the image ".charAt(i % 31) : block[i];
        }
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
    }
  }
}
