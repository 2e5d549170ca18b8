package io.github.diskimagefs.container.simg;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.container.VerifyReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * A pass through a disk that compares the checksums of its chunks and of the header. The checksum
 * of the header counts holes as zeros. The reader of libsparse does the same for those of chunks,
 * while its writer leaves holes out; so both are accepted there.
 */
final class ChecksumPass {
  private static final int BUFFER_BYTES = 256 << 10;

  private final ByteSource file;
  private final SimgHeader header;
  private final ChunkTable chunks;
  private final ByteSource disk;
  private final CRC32 all = new CRC32();
  private final CRC32 withoutHoles = new CRC32();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long position;

  ChecksumPass(ByteSource file, SimgHeader header, ChunkTable chunks, ByteSource disk) {
    this.file = file;
    this.header = header;
    this.chunks = chunks;
    this.disk = disk;
  }

  void run(VerifyReport report) throws IOException {
    if (header.checksum() == 0 && chunks.checksumCount() == 0) {
      return;
    }
    report.start("disk", disk.size());
    long[] ends = chunks.ends();
    int check = 0;
    long wrong = -1;
    for (int i = 0; i <= ends.length; i++) {
      long end = i < ends.length ? ends[i] : disk.size();
      while (check < chunks.checksumCount() && chunks.checksumEnd(check) <= end) {
        read(chunks.checksumEnd(check), i, report);
        if (wrong < 0 && !matches(chunks.checksumPlace(check))) {
          wrong = position;
        }
        check++;
      }
      read(end, i, report);
    }
    if (chunks.checksumCount() > 0) {
      report.checked(
          "chunks",
          wrong < 0,
          wrong < 0
              ? chunks.checksumCount() + " checksums"
              : "the CRC-32 of the first " + wrong + " bytes is wrong");
    }
    if (header.checksum() != 0) {
      boolean right = all.getValue() == header.checksum();
      report.checked("disk", right, right ? position + " bytes" : "the CRC-32 is wrong");
    }
  }

  private boolean matches(long place) throws IOException {
    long recorded = Struct.read("checksum", file, place, 4, ByteOrder.LITTLE_ENDIAN).u32(0);
    return recorded == all.getValue() || recorded == withoutHoles.getValue();
  }

  /** Reads up to a byte of the disk, which is in a chunk. */
  private void read(long end, int chunk, VerifyReport report) throws IOException {
    boolean hole = chunk < chunks.count() && chunks.type(chunk) == ChunkTable.DONT_CARE;
    while (position < end) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - position));
      disk.readFully(position, buffer);
      int count = buffer.flip().limit();
      all.update(buffer);
      if (!hole) {
        withoutHoles.update(buffer.rewind());
      }
      position += count;
      report.read(count);
    }
  }
}
