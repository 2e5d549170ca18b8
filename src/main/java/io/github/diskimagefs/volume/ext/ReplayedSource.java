package io.github.diskimagefs.volume.ext;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.SegmentedSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A volume of which the blocks of a journal are replaced. A block of the journal is read, and
 * compared with its checksum, when it is needed.
 */
final class ReplayedSource extends SegmentedSource {
  private final ByteSource volume;
  private final JournalReplay journal;
  private final BlockRecords blocks;
  private final int blockSize;
  private final ChunkCache cache;

  ReplayedSource(ByteSource volume, JournalReplay journal, ChunkCache cache) {
    this.volume = volume;
    this.journal = journal;
    this.blocks = journal.blocks();
    this.blockSize = journal.blockSize();
    this.cache = cache;
  }

  @Override
  public long size() {
    return volume.size();
  }

  /** Finds the place of the block's record, or -1 minus that of the next one with a record. */
  @Override
  protected long segment(long position) {
    int place = blocks.lastPlace(position / blockSize);
    return place >= 0 && blocks.block(place) == position / blockSize ? place : -2 - place;
  }

  @Override
  protected long remaining(long segment, long position) {
    if (segment >= 0) {
      return blockSize - position % blockSize;
    }
    int next = (int) (-1 - segment);
    return (next < blocks.count() ? blocks.block(next) * blockSize : size()) - position;
  }

  @Override
  protected ByteSource stored(long segment, long position) {
    return segment >= 0 ? null : volume;
  }

  @Override
  protected int compute(long segment, long position, ByteBuffer target) throws IOException {
    byte[] block = cache.get(this, segment, this::load);
    int from = (int) (position % blockSize);
    int count = (int) Math.min(Math.min(blockSize - from, target.remaining()), size() - position);
    target.put(block, from, count);
    return count;
  }

  private byte[] load(long place) throws IOException {
    JournalReplay.LogBlock where = journal.place(blocks.record((int) place));
    Struct block =
        Struct.read(
            "journal block",
            journal.log(),
            where.block() * blockSize,
            blockSize,
            ByteOrder.BIG_ENDIAN);
    byte[] bytes = block.bytes();
    check(block, bytes, where);
    if (where.escaped()) {
      ByteBuffer.wrap(bytes).putInt(JournalSuperblock.MAGIC); // was zeroed
    }
    return bytes;
  }

  /** Compares the checksum over the transaction's number and the block as it is in the log. */
  private void check(Struct block, byte[] bytes, JournalReplay.LogBlock where) throws IOException {
    JournalSuperblock superblock = journal.superblock();
    if (superblock.checksums()) {
      byte[] sequence = ByteBuffer.allocate(4).putInt(where.sequence()).array();
      int sum = Crc32c.update(superblock.seed(), sequence, 0, 4);
      sum = Crc32c.update(sum, bytes, 0, bytes.length);
      int computed = superblock.checksums3() ? sum : sum & 0xFFFF;
      if (computed != where.checksum()) {
        throw block.mismatch(
            "checksum " + Integer.toHexString(where.checksum()), Integer.toHexString(computed));
      }
    }
  }

  @Override
  public boolean isEncoded() {
    return volume.isEncoded();
  }
}
