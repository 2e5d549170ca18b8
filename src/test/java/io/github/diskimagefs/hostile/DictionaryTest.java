package io.github.diskimagefs.hostile;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.image.IsoImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/** Many decoders with large dictionaries, in a heap of 64 MiB. */
class DictionaryTest {
  private static final int THREADS = 24;

  @Test
  void dictionariesOfAllDecodersFitIntoASmallHeap(@TempDir Path folder) throws Exception {
    write(folder);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-cp",
            MutationTest.classPath(),
            DictionaryTest.class.getName(),
            folder.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertThat(output, containsString("no failure"));
  }

  private static void write(Path folder) throws IOException {
    byte[] iso = iso();
    byte[] small = xz(iso, 8 << 20);
    Files.write(folder.resolve("8.iso.xz"), small);
    Files.write(folder.resolve("8-8.iso.xz.xz"), xz(small, 8 << 20));
    Files.write(folder.resolve("8-64.iso.xz.xz"), xz(small, 64 << 20));
    Files.write(folder.resolve("64.iso.xz"), xz(iso, 64 << 20));
    Files.write(folder.resolve("8.iso.lz"), lzip(iso, 23));
    Files.write(folder.resolve("8-8.iso.xz.lz"), lzip(small, 23));
    Files.write(folder.resolve("512.iso.lz"), lzip(iso, 29));
    Files.write(folder.resolve("8.iso.lzma"), lzma(iso, 8 << 20));
    Files.write(folder.resolve("1024.iso.lzma"), lzma(iso, 1 << 30));
  }

  private static byte[] iso() {
    byte[] content = new byte[2 << 20];
    new Random(1).nextBytes(content);
    return IsoImage.named("D").file("/a.bin", content).build();
  }

  /** Opens each image by many threads, which keep all file systems open until the last is done. */
  public static void main(String[] args) throws Exception {
    List<Path> images;
    try (var files = Files.list(Path.of(args[0]))) {
      images = files.sorted().toList();
    }
    for (int round = 0; round < 2; round++) {
      for (Path image : images) {
        open(List.of(image, image));
      }
      open(images);
    }
    System.out.println("no failure");
  }

  private static void open(List<Path> images) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<FileSystem> open = new ArrayList<>();
    List<Future<FileSystem>> results = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Path image = images.get(i % images.size());
      Callable<FileSystem> task = () -> read(image);
      results.add(threads.submit(task));
    }
    int refused = 0;
    for (Future<FileSystem> result : results) {
      FileSystem files = result.get();
      if (files == null) {
        refused++;
      } else {
        open.add(files);
      }
    }
    threads.shutdown();
    for (FileSystem files : open) {
      files.close();
    }
    System.out.println(images + ": " + refused + " of " + THREADS + " refused");
    if (refused == THREADS && images.get(0).getFileName().toString().startsWith("8.")) {
      throw new AssertionError("no memory was returned");
    }
  }

  private static FileSystem read(Path image) throws IOException {
    FileSystem files = null;
    try {
      files = DiskImages.open(image, Map.of());
      try (InputStream in = Files.newInputStream(files.getPath("/a.bin"))) {
        in.readNBytes(1 << 20);
      }
      return files;
    } catch (IOException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof Error || cause instanceof RuntimeException) {
          throw new AssertionError(image.toString(), e);
        }
      }
      if (files != null) {
        files.close();
      }
      return null;
    }
  }

  private static byte[] xz(byte[] content, int dictionary) throws IOException {
    LZMA2Options options = new LZMA2Options(0);
    options.setDictSize(4096);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream xz = new XZOutputStream(out, options)) {
      xz.write(content);
    }
    byte[] file = out.toByteArray();
    int header = 12;
    int length = (file[header] & 0xFF) * 4; // without the checksum
    file[header + 4] = (byte) (2 * (Integer.numberOfTrailingZeros(dictionary) - 12));
    CRC32 crc = new CRC32();
    crc.update(file, header, length);
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(header + length, (int) crc.getValue());
    return file;
  }

  private static byte[] lzma(byte[] content, int dictionary) throws IOException {
    LZMA2Options options = new LZMA2Options(0);
    options.setDictSize(4096);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream lzma = new LZMAOutputStream(out, options, -1)) {
      lzma.write(content);
    }
    byte[] file = out.toByteArray();
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(1, dictionary);
    return file;
  }

  private static byte[] lzip(byte[] content, int bits) throws IOException {
    byte[] lzma = lzma(content, 4096);
    CRC32 crc = new CRC32();
    crc.update(content);
    ByteBuffer file = ByteBuffer.allocate(6 + lzma.length - 13 + 20).order(ByteOrder.LITTLE_ENDIAN);
    file.put("LZIP\1".getBytes(StandardCharsets.US_ASCII)).put((byte) bits);
    file.put(lzma, 13, lzma.length - 13);
    file.putInt((int) crc.getValue()).putLong(content.length).putLong(file.capacity());
    return file.array();
  }
}
