package io.github.diskimagefs.bench;

import com.github.stephenc.javaisotools.loopfs.iso9660.Iso9660FileEntry;
import com.github.stephenc.javaisotools.loopfs.iso9660.Iso9660FileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.sf.sevenzipjbinding.IInArchive;
import net.sf.sevenzipjbinding.SevenZip;
import net.sf.sevenzipjbinding.impl.RandomAccessFileInStream;
import net.sf.sevenzipjbinding.simple.ISimpleInArchiveItem;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** One large file, first byte to last, into a buffer of 256 KiB. */
public class Sequential extends Measured {
  private static final int PAGE = 4096;
  private static final int BUFFER = 1 << 18;

  private final byte[] array = new byte[1 << 18];
  /** Starts at a page: other addresses copy up to five times slower, by chance of a run. */
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER + PAGE).alignedSlice(PAGE).limit(BUFFER).slice();

  private FileSystem fs;

  /** Mounts. */
  @Setup
  public void mount() throws IOException {
    if (contender.startsWith("diskimagefs")) {
      fs = mount(image(), Map.of());
    }
  }

  private String image() {
    if (contender.contains("QCOW2")) {
      return "big.qcow2";
    }
    return contender.contains("2352") ? "big.cue" : "big.iso";
  }

  /** Unmounts. */
  @TearDown
  public void unmount() throws IOException {
    if (fs != null) {
      fs.close();
    }
  }

  /** Reads all of it. */
  @Benchmark
  public long read() throws IOException {
    return switch (contender) {
      case "FileChannel on the image" -> channel(file("big.iso"));
      case "InputStream on the image" -> stream(file("big.iso"));
      case "diskimagefs channel", "diskimagefs channel, 2352", "diskimagefs channel, QCOW2" ->
          channel(fs.getPath("/huge.bin"));
      case "diskimagefs stream", "diskimagefs stream, 2352" -> stream(fs.getPath("/huge.bin"));
      case "loop-fs" -> loopFs();
      case "7-Zip" -> sevenZip();
      default -> throw unknown();
    };
  }

  private long channel(Path file) throws IOException {
    long sum = 0;
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      for (int count = in.read(buffer.clear()); count >= 0; count = in.read(buffer.clear())) {
        sum += count;
      }
    }
    return sum;
  }

  private long stream(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return drain(in, array);
    }
  }

  private long loopFs() throws IOException {
    long sum = 0;
    try (Iso9660FileSystem image = new Iso9660FileSystem(file("big.iso").toFile(), true)) {
      for (Iso9660FileEntry entry : image) {
        if (!entry.isDirectory()) {
          try (InputStream in = image.getInputStream(entry)) {
            sum += drain(in, array);
          }
        }
      }
    }
    return sum;
  }

  private long sevenZip() throws IOException {
    long[] sum = new long[1];
    try (RandomAccessFile file = new RandomAccessFile(file("big.iso").toFile(), "r");
        IInArchive archive = SevenZip.openInArchive(null, new RandomAccessFileInStream(file))) {
      for (ISimpleInArchiveItem item : archive.getSimpleInterface().getArchiveItems()) {
        if (!item.isFolder()) {
          item.extractSlow(
              bytes -> {
                sum[0] += bytes.length;
                return bytes.length;
              });
        }
      }
    }
    return sum[0];
  }
}
