package io.github.diskimagefs.bench;

import io.github.diskimagefs.codec.Lzfse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.tukaani.xz.XZInputStream;

/** Every file of a compressed disk image to nowhere. */
public class Dmg extends Measured {
  /** The image's packing. */
  @Param("udzo")
  public String codec;

  private final byte[] buffer = new byte[1 << 18];
  private final List<byte[]> chunks = new ArrayList<>();

  /** Reads the chunks for the bare decoder. */
  @Setup
  public void load() throws IOException {
    if (contender.equals("one thread's decoding")) {
      String lengths = Files.readString(file(codec + ".lengths"));
      try (InputStream in = Files.newInputStream(file(codec + ".dmg"))) {
        for (String length : lengths.split("\n")) {
          chunks.add(in.readNBytes(Integer.parseInt(length)));
        }
      }
    }
  }

  /** Reads all of it. */
  @Benchmark
  public long read() throws IOException, DataFormatException {
    return switch (contender) {
      case "one thread's decoding" -> codec.equals("udzo") ? inflate() : decode();
      case "diskimagefs" -> walk();
      default -> throw unknown();
    };
  }

  private long inflate() throws DataFormatException {
    long sum = 0;
    Inflater inflater = new Inflater();
    for (byte[] chunk : chunks) {
      inflater.reset();
      inflater.setInput(chunk);
      sum += inflater.inflate(ByteBuffer.wrap(buffer));
    }
    inflater.end();
    return sum;
  }

  private long decode() throws IOException {
    long sum = 0;
    for (byte[] chunk : chunks) {
      InputStream packed = new ByteArrayInputStream(chunk);
      try (InputStream in =
          switch (codec) {
            case "udbz" -> new BZip2CompressorInputStream(packed);
            case "ulmo" -> new XZInputStream(packed);
            default -> Lzfse.stream(packed); // nobody else has it in Java
          }) {
        sum += drain(in, buffer);
      }
    }
    return sum;
  }

  private long walk() throws IOException {
    long[] sum = new long[1];
    try (FileSystem fs = mount(codec + ".dmg", Map.of("view", "hfsplus"))) {
      Files.walkFileTree(
          fs.getPath("/"),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              try (InputStream in = Files.newInputStream(file)) {
                sum[0] += drain(in, buffer);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return sum[0];
  }
}
