package io.github.diskimagefs.partition;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Apple partition maps (Inside Macintosh: Devices, "The Partition Map").
 *
 * <p>Block 0 states the block size; the map begins in block 1. Hybrid discs say 2048 there and have
 * a second map in steps of 512 bytes, or the other way round, so the map decides whose partitions
 * are on the disk.
 */
public final class ApmScheme implements PartitionScheme {
  /** Signature of block 0, sbSig. */
  private static final String DRIVER_DESCRIPTOR = "ER";

  /** Signature of an entry of the map, pmSig. */
  private static final String ENTRY_SIGNATURE = "PM";

  private static final int MAX_ENTRIES = 256;
  private static final int ENTRY = 136;
  private static final int[] BLOCK_SIZES = {512, 2048, 1024, 4096};
  private static final Set<String> EMPTY =
      Set.of("Apple_Free", "Apple_Void", "Apple_partition_map", "Apple_Extra");

  private static final Charset ROMAN =
      Charset.isSupported("x-MacRoman")
          ? Charset.forName("x-MacRoman")
          : StandardCharsets.ISO_8859_1;

  @Override
  public String name() {
    return "APM";
  }

  @Override
  public boolean probe(ByteSource disk) throws IOException {
    if (disk.size() < 1024) {
      return false;
    }
    Struct head = Struct.read("driver descriptor", disk, 0, 520, ByteOrder.BIG_ENDIAN);
    int blockSize = head.u16(2);
    return (head.has(0, DRIVER_DESCRIPTOR)
            && blockSize >= 512
            && blockSize <= 4096
            && blockSize % 512 == 0)
        || (head.has(512, ENTRY_SIGNATURE)
            && head.u16(514) == 0
            && head.u32(516) - 1 < MAX_ENTRIES);
  }

  @Override
  public List<Partition> partitions(ByteSource disk, int sectorSize) throws IOException {
    if (disk.size() < 1024) {
      return List.of();
    }
    Struct first = Struct.read("driver descriptor", disk, 0, 4, ByteOrder.BIG_ENDIAN);
    int stated = first.has(0, DRIVER_DESCRIPTOR) ? first.u16(2) : 0;
    List<Partition> found = List.of();
    if (stated >= 512 && stated <= 4096 && stated % 512 == 0) {
      found = map(disk, stated);
    }
    for (int size : BLOCK_SIZES) {
      if (found.isEmpty() && size != stated) {
        found = map(disk, size);
      }
    }
    return found;
  }

  private List<Partition> map(ByteSource disk, int blockSize) throws IOException {
    List<Partition> partitions = new ArrayList<>();
    long count = 1;
    for (int i = 1; i <= count && i <= MAX_ENTRIES; i++) {
      long position = (long) i * blockSize;
      if (position > disk.size() - ENTRY) {
        break;
      }
      Struct in = Struct.read("APM entry", disk, position, ENTRY, ByteOrder.BIG_ENDIAN);
      if (!in.has(0, ENTRY_SIGNATURE)) {
        break;
      }
      if (i == 1) {
        count = in.u32(4);
      }
      long offset = in.u32(8) * blockSize;
      String type = text(in, 48);
      if (!EMPTY.contains(type) && offset > 0 && offset < disk.size() && in.u32(12) > 0) {
        partitions.add(
            new Partition(name(), i, text(in, 16), type, offset, in.u32(12) * blockSize));
      }
    }
    return partitions;
  }

  private static String text(Struct in, int offset) throws MalformedImageException {
    String text = in.text(offset, 32, ROMAN);
    int end = text.indexOf('\0');
    return (end < 0 ? text : text.substring(0, end)).trim();
  }
}
