package io.github.diskimagefs.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Every file of a compressed disk image to nowhere. */
public class Dmg extends Measured {
  /** The image's packing. */
  @Param("udzo")
  public String codec;

  private final byte[] buffer = new byte[1 << 18];
  private final List<byte[]> chunks = new ArrayList<>();
  private long sum;

  /** Packs the same chunks for the bare decoder. */
  @Setup
  public void pack() throws IOException {
    if (contender.equals("inflate")) {
      byte[] chunk = new byte[1 << 18];
      try (InputStream in = Files.newInputStream(file("disk.iso"))) {
        for (int n = in.readNBytes(chunk, 0, chunk.length);
            n > 0;
            n = in.readNBytes(chunk, 0, chunk.length)) {
          chunks.add(DmgWriter.Codec.UDZO.pack(chunk, n));
        }
      }
    }
  }

  /** Reads all of it. */
  @Benchmark
  public long read() throws IOException, DataFormatException {
    sum = 0;
    switch (contender) {
      case "inflate" -> inflate();
      case "diskimagefs" -> walk();
      default -> throw unknown();
    }
    return sum;
  }

  private void inflate() throws DataFormatException {
    Inflater inflater = new Inflater();
    for (byte[] chunk : chunks) {
      inflater.reset();
      inflater.setInput(chunk);
      sum += inflater.inflate(buffer);
    }
    inflater.end();
  }

  private void walk() throws IOException {
    try (FileSystem fs = mount(codec + ".dmg", Map.of("view", "hfsplus"))) {
      Files.walkFileTree(
          fs.getPath("/"),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              try (InputStream in = Files.newInputStream(file)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                  sum += n;
                }
              }
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }
}
