package io.github.diskimagefs.container.ecm;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.bytes.DecodedChunks;
import io.github.diskimagefs.sector.SectorLayout;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes that the records of a file decode to. */
final class EcmSource extends DecodedChunks {
  /** Whole raw sectors, which most images consist of. */
  private static final int CHUNK_BYTES = 64 * SectorLayout.RAW;

  /** Sectors read at once: they stay in the processor's cache until they are decoded. */
  private static final int MAX_SECTORS_READ = 8;

  private final ByteSource file;
  private final EcmIndex index;

  EcmSource(ByteSource file, EcmIndex index, ChunkCache cache) {
    super(index.size(), CHUNK_BYTES, cache);
    this.file = file;
    this.index = index;
  }

  @Override
  protected byte[] decode(long chunk) throws IOException {
    byte[] target = newChunk(chunk);
    byte[] data = new byte[MAX_SECTORS_READ * EcmRecordType.FORM2.stored()];
    byte[] sector = new byte[SectorLayout.RAW];
    long start = chunk * CHUNK_BYTES;
    EcmCursor record = index.find(start);
    for (int done = 0; done < target.length; ) {
      long within = start + done - record.position();
      int length = (int) Math.min(target.length - done, record.end() - start - done);
      EcmRecordType type = record.type();
      if (type == EcmRecordType.LITERAL) {
        file.readFully(record.data() + within, ByteBuffer.wrap(target, done, length));
      } else {
        sectors(record, within, length, data, sector, ByteBuffer.wrap(target, done, length));
      }
      done += length;
      if (done < target.length) {
        record.next();
      }
    }
    return target;
  }

  /** Decodes sectors of a record, of which the first and last may be needed in part. */
  private void sectors(
      EcmCursor record, long within, int length, byte[] data, byte[] sector, ByteBuffer target)
      throws IOException {
    EcmRecordType type = record.type();
    long first = within / type.decoded();
    long last = (within + length - 1) / type.decoded();
    int skipped = (int) (within % type.decoded());
    int count = (int) (last - first) + 1;
    for (int i = 0; i < count; i++) {
      int slot = i % MAX_SECTORS_READ;
      if (slot == 0) {
        int sectors = Math.min(MAX_SECTORS_READ, count - i);
        file.readFully(
            record.data() + (first + i) * type.stored(),
            ByteBuffer.wrap(data, 0, sectors * type.stored()));
      }
      type.decode(data, slot * type.stored(), sector);
      int part = Math.min(target.remaining(), type.decoded() - skipped);
      target.put(sector, type.offset() + skipped, part);
      skipped = 0;
    }
  }
}
