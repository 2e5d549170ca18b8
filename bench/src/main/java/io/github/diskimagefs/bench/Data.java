package io.github.diskimagefs.bench;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The data that is measured, made once from a seed: trees by this class, optical images by {@code
 * xorriso} and {@code genisoimage}, the rest from those.
 *
 * <p>What is made bears its name only when it is complete; what needs a tool that is not installed
 * is left out, with a message.
 */
final class Data {
  private static final int ENTRIES_A_FOLDER = 20;

  private final Path folder;
  private final boolean full;
  private final PrintStream out;

  /** The data in {@code folder}; in full size, or a tenth of it. */
  Data(Path folder, boolean full, PrintStream out) {
    this.folder = folder.toAbsolutePath();
    this.full = full;
    this.out = out;
  }

  /** Makes one file or tree. */
  @FunctionalInterface
  private interface Maker {
    void make(Path target) throws IOException, InterruptedException;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  boolean has(String name) {
    return Files.exists(file(name));
  }

  /** Makes what is not there yet. */
  void make() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    once("tree", tree -> makeTree(tree, full ? 100_000 : 10_000));
    once("big", files -> write(Files.createDirectories(files).resolve("huge.bin"), bigSize()));
    once("disk", this::makeDisk);
    image("many.iso", "xorriso", "-R", "-J", "-joliet-long", file("tree"));
    image("many.udf.iso", "genisoimage", "-R", "-udf", file("tree"));
    image("many.hfs.iso", "xorriso", "-R", "-hfsplus", file("tree"));
    image("big.iso", "genisoimage", "-R", "-udf", "-iso-level", "3", file("big"));
    image("disk.img", "xorriso", "-R", "-hfsplus", file("disk"));
    once("million.list", list -> makeList(list, full ? 1_000_000 : 100_000));
    image("million.iso", "genisoimage", "-R", "-graft-points", "-path-list", file("million.list"));
    makeDisks();
    once("many.zip", this::makeZip);
    if (has("big.iso")) {
      once("big.bin", raw -> RawSectors.write(file("big.iso"), raw));
      once("big.cue", cue -> Files.writeString(cue, cueSheet()));
      once("packed.bin.ecm", ecm -> EcmWriter.write(file("big.iso"), ecm));
    }
    if (has("disk.img")) {
      once("disk.cso", cso -> CsoWriter.write(file("disk.img"), cso));
      for (DmgWriter.Codec codec : DmgWriter.Codec.values()) {
        String name = codec.name().toLowerCase(Locale.ROOT);
        Path lengths = file(name + ".lengths");
        once(name + ".dmg", dmg -> DmgWriter.write(file("disk.img"), dmg, lengths, codec));
      }
    }
  }

  /** File systems of disks with the tree, and disk images with the files of two thirds. */
  private void makeDisks() throws IOException, InterruptedException {
    String size = full ? "900M" : "90M";
    String inodes = full ? "120000" : "12000";
    script("many.ext4", "mke2fs -q -t ext4 -N " + inodes + " -d tree TARGET " + size);
    script(
        "many.fat.img",
        "truncate -s " + size + " TARGET && mkfs.vfat -F 32 -s 1 TARGET"
            + " && mcopy -Q -s -i TARGET tree/* ::/");
    script(
        "many.ntfs.img",
        "truncate -s " + size + " TARGET && mkntfs -q -F -f TARGET && mkdir -p mounted"
            + " && ntfs-3g TARGET mounted && cp -r tree/. mounted; umount mounted");
    script("many.squashfs", "mksquashfs tree TARGET -quiet -no-progress");
    script("many.erofs", "mkfs.erofs --quiet -zlz4hc TARGET tree");
    script("disk.squashfs", "mksquashfs disk TARGET -quiet -no-progress");
    script("disk.zstd.squashfs", "mksquashfs disk TARGET -comp zstd -quiet -no-progress");
    script("disk.qcow2", "qemu-img convert -c -O qcow2 disk.img TARGET");
    script("big.qcow2", "qemu-img convert -O qcow2 big.iso TARGET");
    script("disk.chd", "chdman createdvd -c zlib -hs 32768 -i disk.img -o TARGET");
    // A chdman that has no createdvd yet.
    script("disk.chd", "chdman createraw -us 2048 -hs 32768 -c zlib -i disk.img -o TARGET");
    script(
        "disk.cd.chd",
        "printf 'FILE disk.img BINARY\\n TRACK 01 MODE1/2048\\n INDEX 01 00:00:00\\n' > disk.cue"
            + " && chdman createcd -c cdzl -i disk.cue -o TARGET");
    once("many.apfs", apfs -> ApfsTree.write(file("tree"), apfs));
  }

  /** Makes a file by a command of the shell, in which {@code TARGET} stands for its name. */
  private void script(String name, String command) throws IOException, InterruptedException {
    if (has(name)) {
      return;
    }
    for (String part : command.split(" && ")) {
      String program = part.split(" ")[0];
      if (!Processes.installed(program)) {
        out.println(name + " is left out: " + program + " is not installed");
        return;
      }
    }
    String part = "part-" + name;
    Process process =
        new ProcessBuilder("sh", "-c", command.replace("TARGET", part))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() == 0) {
      Files.move(file(part), file(name), StandardCopyOption.ATOMIC_MOVE);
    } else {
      out.println(name + " is left out: " + command + " ended with " + process.exitValue());
      delete(file(part));
    }
  }

  private void once(String name, Maker maker) throws IOException, InterruptedException {
    if (has(name)) {
      return;
    }
    out.println("making " + file(name));
    Path part = file("part-" + name);
    delete(part);
    maker.make(part);
    Files.move(part, file(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> all = Files.walk(tree)) {
        for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private void image(String name, String tool, Object... arguments)
      throws IOException, InterruptedException {
    if (has(name)) {
      return;
    }
    if (!Processes.installed(tool)) {
      out.println(name + " is left out: " + tool + " is not installed");
      return;
    }
    List<String> command = new ArrayList<>(List.of(tool));
    if (tool.equals("xorriso")) {
      command.addAll(List.of("-as", "mkisofs"));
    }
    once(
        name,
        image -> {
          command.addAll(List.of("-quiet", "-o", image.toString()));
          for (Object argument : arguments) {
            command.add(argument.toString());
          }
          Process process =
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start();
          if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
          }
        });
  }

  private static void makeTree(Path tree, int files) throws IOException {
    Random random = new Random(20240229);
    int folders = files / ENTRIES_A_FOLDER;
    List<Path> all = new ArrayList<>(List.of(Files.createDirectories(tree)));
    for (int i = 0; i < folders; i++) {
      int recent = random.nextInt(Math.min(all.size(), 400));
      Path parent = all.get(all.size() - 1 - recent);
      boolean deep = parent.getNameCount() - tree.getNameCount() > 5;
      all.add(Files.createDirectory((deep ? tree : parent).resolve("package" + i)));
    }
    for (int i = 0; i < files; i++) {
      byte[] bytes = new byte[(int) Math.min(16384, Math.exp(6.3 + 1.3 * random.nextGaussian()))];
      random.nextBytes(bytes);
      Path parent = all.get(random.nextInt(all.size()));
      Files.write(parent.resolve("SourceFileNumber" + i + ".java"), bytes);
    }
  }

  /** Names for one empty file, for an image of so many entries without so many files on disk. */
  private void makeList(Path list, int entries) throws IOException {
    Path empty = file("empty");
    Files.write(empty, new byte[0]);
    try (BufferedWriter lines = Files.newBufferedWriter(list)) {
      for (int i = 0; i < entries; i++) {
        lines.write("package" + i / 500 + "/SourceFileNumber" + i + ".java=" + empty + "\n");
      }
    }
  }

  private void makeZip(Path archive) throws IOException {
    URI uri = URI.create("jar:" + archive.toUri());
    Map<String, String> env = Map.of("create", "true", "compressionMethod", "STORED");
    try (FileSystem zip = FileSystems.newFileSystem(uri, env);
        Stream<Path> entries = Files.walk(file("tree"))) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Path target = zip.getPath("/").resolve(file("tree").relativize(entry).toString());
        if (target.getNameCount() > 0) {
          Files.copy(entry, target);
        }
      }
    }
  }

  private long bigSize() {
    return full ? 1L << 30 : 128L << 20;
  }

  private static String cueSheet() {
    return "FILE \"big.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n";
  }

  /** Files of which two thirds can be compressed. */
  private void makeDisk(Path files) throws IOException {
    Files.createDirectories(files);
    for (int i = 0; i < 40; i++) {
      write(files.resolve("part" + i + ".bin"), (full ? 320L << 20 : 48L << 20) / 40);
    }
  }

  private static void write(Path file, long size) throws IOException {
    Random random = new Random(size + file.getFileName().hashCode());
    byte[] text =
        "compressible text of the image ".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] block = new byte[1 << 16];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (long left = size; left > 0; left -= block.length) {
        random.nextBytes(block);
        for (int i = 0; i < block.length; i++) {
          block[i] =
              i % 64 < 40 ? text[(i + (block[i / 64 * 64 + 63] & 7)) % text.length] : block[i];
        }
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
  }
}
