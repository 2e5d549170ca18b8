package io.github.diskimagefs.bench;

import io.github.diskimagefs.bytes.Crc16;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Zstd;
import io.github.diskimagefs.sector.SectorEncoder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Every file of a compressed image to nowhere, against one thread that inflates the same data in
 * pieces of the same size, or computes what ECM leaves out.
 */
public class Compressed extends Measured {
  /** The image. */
  @Param("disk.qcow2")
  public String image;

  /** Bytes of a piece before compression. */
  @Param("65536")
  public int piece;

  private final byte[] buffer = new byte[1 << 18];
  private final List<byte[]> chunks = new ArrayList<>();

  /** Compresses the pieces for the bare decoder. */
  @Setup
  public void load() throws IOException {
    if (contender.equals(Measure.ZSTD)) {
      compress(bytes -> com.github.luben.zstd.Zstd.compress(bytes, 15));
    } else if (contender.contains("Inflater")) {
      deflate();
    }
  }

  private void compress(UnaryOperator<byte[]> compressor) throws IOException {
    try (InputStream in = Files.newInputStream(file("disk.img"))) {
      for (byte[] bytes = in.readNBytes(piece); bytes.length > 0; bytes = in.readNBytes(piece)) {
        chunks.add(compressor.apply(bytes));
      }
    }
  }

  private void deflate() throws IOException {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    byte[] packed = new byte[piece + 1024];
    compress(
        bytes -> {
          deflater.reset();
          deflater.setInput(bytes);
          deflater.finish();
          return Arrays.copyOf(packed, deflater.deflate(packed));
        });
    deflater.end();
  }

  /** Reads all of it. */
  @Benchmark
  public long read() throws IOException, DataFormatException {
    return switch (contender) {
      case Measure.INFLATER -> inflate(false);
      case Measure.CHECKED_INFLATER -> inflate(true);
      case Measure.ZSTD -> decodeZstd();
      case Measure.ENCODER -> encode();
      default -> walk();
    };
  }

  /** Computes what ECM leaves out of each sector. */
  private long encode() throws IOException {
    long sum = 0;
    byte[] sector = new byte[2352];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file("big.iso")), 1 << 18)) {
      while (in.readNBytes(sector, 16, 2048) == 2048) {
        SectorEncoder.mode1(sector);
        sum += sector.length;
      }
    }
    return sum;
  }

  private long inflate(boolean checked) throws IOException, DataFormatException {
    long sum = 0;
    byte[] target = new byte[piece];
    Struct plain = Struct.of("hunk", target, 0, ByteOrder.LITTLE_ENDIAN);
    Inflater inflater = new Inflater(true);
    for (byte[] chunk : chunks) {
      inflater.reset();
      inflater.setInput(chunk);
      int count = inflater.inflate(ByteBuffer.wrap(target));
      sum += checked ? count + (Crc16.of(plain, 0, count, 0xFFFF) >>> 16) : count;
    }
    inflater.end();
    return sum;
  }

  private long decodeZstd() throws IOException {
    long sum = 0;
    byte[] target = new byte[piece];
    for (byte[] chunk : chunks) {
      Struct data = Struct.of("chunk", chunk, 0, ByteOrder.LITTLE_ENDIAN);
      sum += Zstd.decode(data, target);
    }
    return sum;
  }

  private long walk() throws IOException {
    long[] sum = new long[1];
    try (FileSystem fs = mount(image, Map.of())) {
      Files.walkFileTree(
          fs.getPath("/"),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (attributes.isRegularFile()) {
                try (InputStream in = Files.newInputStream(file)) {
                  sum[0] += drain(in, buffer);
                }
              }
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return sum[0];
  }
}
