package io.github.diskimagefs.bench;

import com.github.luben.zstd.ZstdDecompressCtx;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.codec.Lz4;
import io.github.diskimagefs.codec.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Blocks of 128 KiB of this JDK's classes, decoded in memory by one thread: by the reference
 * library in C, or in Java.
 */
public class Codecs extends Measured {
  private static final int BLOCK = 128 << 10;
  private static final int BLOCKS = 256;

  /** The compression. */
  @Param("zstd")
  public String codec;

  private final List<byte[]> blocks = new ArrayList<>();
  private final byte[] target = new byte[BLOCK];
  private ZstdDecompressCtx zstd;
  private LZ4SafeDecompressor lz4;

  /** Compresses the blocks. */
  @Setup
  public void load() throws IOException {
    LZ4Factory factory = LZ4Factory.nativeInstance();
    lz4 = factory.safeDecompressor();
    zstd = new ZstdDecompressCtx();
    Path classes = Path.of(System.getProperty("java.home"), "lib", "modules");
    try (InputStream in = Files.newInputStream(classes)) {
      in.skipNBytes(1 << 20);
      for (int i = 0; i < BLOCKS; i++) {
        byte[] block = in.readNBytes(BLOCK);
        blocks.add(
            codec.equals("zstd")
                ? com.github.luben.zstd.Zstd.compress(block, 15)
                : factory.highCompressor().compress(block));
      }
    }
  }

  /** Frees what the library holds. */
  @TearDown
  public void close() {
    zstd.close();
  }

  /** Decodes all blocks. */
  @Benchmark
  public long decode() throws IOException {
    long sum = 0;
    for (byte[] block : blocks) {
      sum += contender.equals(Measure.OURS) ? ours(block) : reference(block);
    }
    return sum;
  }

  private int ours(byte[] block) throws IOException {
    Struct data = Struct.of("block", block, 0, ByteOrder.LITTLE_ENDIAN);
    return codec.equals("zstd") ? Zstd.decode(data, target) : Lz4.decode(data, target);
  }

  private int reference(byte[] block) {
    return codec.equals("zstd")
        ? zstd.decompressByteArray(target, 0, BLOCK, block, 0, block.length)
        : lz4.decompress(block, 0, block.length, target, 0);
  }
}
