package io.github.diskimagefs.container.vhdx;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The log of a VHDX file ([MS-VHDX] 2.3): entries in a ring, of which the newest sequence that is
 * whole is to be replayed.
 */
final class VhdxLog {
  static final int SECTOR_SIZE = 4096;
  private static final int ENTRY_HEADER_LENGTH = 64;
  private static final int DESCRIPTOR_LENGTH = 32;

  /** Hyper-V writes logs of 1 MiB; the bound limits the memory for replayed writes. */
  private static final long MAX_LENGTH = 8 << 20;

  private final ByteSource ring;
  private final UUID id;
  private final Map<Long, Entry> entries = new HashMap<>();

  /** Bytes of entries that may still be read: valid entries do not overlap. */
  private long budget;

  /**
   * A valid entry of the log.
   *
   * @param offset in the log
   * @param length in bytes, a multiple of a sector
   * @param tail offset of the first entry of its sequence
   */
  private record Entry(
      long offset, long length, long tail, long sequence, long descriptors, long fileEnd) {
    boolean invalid() {
      return length == 0;
    }
  }

  /** Stands for an offset without a valid entry. */
  private static final Entry INVALID = new Entry(0, 0, 0, 0, 0, 0);

  private VhdxLog(ByteSource ring, UUID id) {
    this.ring = ring;
    this.id = id;
    this.budget = 4 * ring.size();
  }

  /**
   * Returns the file as it is after the log has been replayed, in memory.
   *
   * @param header names a log
   */
  static ByteSource replay(ByteSource file, VhdxHeader header) throws IOException {
    if (header.logLength() > MAX_LENGTH) {
      throw new UnsupportedImageException(
          "VHDX log of " + header.logLength() + " bytes, which is to be replayed");
    }
    VhdxLog log = new VhdxLog(file.slice(header.logOffset(), header.logLength()), header.logId());
    List<Entry> sequence = log.activeSequence();
    if (sequence.isEmpty()) {
      throw new MalformedImageException(
          "VHDX log", header.logOffset(), "is to be replayed, but has no valid entry");
    }
    ReplayedFile.Builder builder = new ReplayedFile.Builder(file);
    for (Entry entry : sequence) {
      log.apply(entry, builder);
    }
    return builder.build();
  }

  /** [MS-VHDX] 2.3.3: tries each sector as the tail of a sequence; the newest whole one counts. */
  private List<Entry> activeSequence() throws IOException {
    List<Entry> active = List.of();
    for (long tail = 0; tail < ring.size(); tail += SECTOR_SIZE) {
      Entry first = entry(tail);
      if (first.invalid()) {
        continue;
      }
      List<Entry> sequence = new ArrayList<>();
      long length = 0;
      Entry next = first;
      while (!next.invalid() && length + next.length <= ring.size()) {
        sequence.add(next);
        length += next.length;
        Entry following = entry((next.offset + next.length) % ring.size());
        next = following.sequence == next.sequence + 1 ? following : INVALID;
      }
      Entry head = sequence.get(sequence.size() - 1);
      if (head.tail == tail
          && (active.isEmpty() || head.sequence > active.get(active.size() - 1).sequence)) {
        active = sequence;
      }
    }
    return active;
  }

  /** Returns the entry at an offset, or {@link #INVALID}. */
  private Entry entry(long offset) throws IOException {
    Entry entry = entries.get(offset);
    if (entry == null) {
      entry = parse(offset);
      entries.put(offset, entry);
    }
    return entry;
  }

  private Entry parse(long offset) throws IOException {
    Struct header = wrapped(offset, ENTRY_HEADER_LENGTH);
    long length = header.u32(8); //       EntryLength
    long tail = header.u32(12); //        Tail
    long descriptors = header.u32(24); // DescriptorCount
    if (!header.has(0, "loge")
        || !Guids.read(header, 32).equals(id)
        || length < SECTOR_SIZE
        || length % SECTOR_SIZE != 0
        || length > ring.size()
        || tail % SECTOR_SIZE != 0
        || tail >= ring.size()
        || descriptors > (length - ENTRY_HEADER_LENGTH) / DESCRIPTOR_LENGTH) {
      return INVALID;
    }
    budget -= length;
    if (budget < 0) {
      throw header.malformed("entries overlap");
    }
    return VhdxChecksum.valid(wrapped(offset, (int) length))
        ? new Entry(
            offset, length, tail, header.s64(16), descriptors, header.s64(56)) // LastFileOffset
        : INVALID;
  }

  /** Reads bytes of the ring, which goes on at its start. */
  private Struct wrapped(long offset, int length) throws IOException {
    int first = (int) Math.min(length, ring.size() - offset);
    Struct struct = Struct.read("VHDX log entry", ring, offset, first, ByteOrder.LITTLE_ENDIAN);
    if (first == length) {
      return struct;
    }
    byte[] bytes = new byte[length];
    System.arraycopy(struct.bytes(), 0, bytes, 0, first);
    byte[] rest =
        Struct.read("VHDX log entry", ring, 0, length - first, ByteOrder.LITTLE_ENDIAN).bytes();
    System.arraycopy(rest, 0, bytes, first, rest.length);
    return Struct.of("VHDX log entry", bytes, struct.imageOffset(), ByteOrder.LITTLE_ENDIAN);
  }

  /** [MS-VHDX] 2.3.1.2 and 2.3.1.3: zeroes ranges, writes sectors of 4096 bytes. */
  private void apply(Entry entry, ReplayedFile.Builder builder) throws IOException {
    Struct struct = wrapped(entry.offset, (int) entry.length);
    long table = ENTRY_HEADER_LENGTH + entry.descriptors * DESCRIPTOR_LENGTH;
    long data = (table + SECTOR_SIZE - 1) / SECTOR_SIZE * SECTOR_SIZE;
    for (int i = 0; i < entry.descriptors; i++) {
      Struct descriptor =
          struct.slice(
              "VHDX log descriptor",
              ENTRY_HEADER_LENGTH + i * DESCRIPTOR_LENGTH,
              DESCRIPTOR_LENGTH);
      long fileOffset = descriptor.u64(16);
      if (descriptor.s64(24) != entry.sequence || fileOffset % SECTOR_SIZE != 0) {
        throw descriptor.malformed("does not belong to entry %d", entry.sequence);
      }
      if (descriptor.has(0, "zero")) {
        builder.zero(fileOffset, descriptor.u64(8));
      } else if (descriptor.has(0, "desc")) {
        builder.write(fileOffset, sector(struct, data, descriptor));
        data += SECTOR_SIZE;
      } else {
        throw descriptor.malformed("signature is neither zero nor desc");
      }
    }
    builder.extend(entry.fileEnd);
  }

  private static byte[] sector(Struct entry, long offset, Struct descriptor) throws IOException {
    if (offset > entry.length() - SECTOR_SIZE) {
      throw descriptor.malformed("its data sector passes the entry");
    }
    byte[] bytes = entry.bytes((int) offset, SECTOR_SIZE);
    // The place of these bytes in a data sector has a signature and the sequence number.
    System.arraycopy(descriptor.bytes(8, 8), 0, bytes, 0, 8); //                 LeadingBytes
    System.arraycopy(descriptor.bytes(4, 4), 0, bytes, SECTOR_SIZE - 4, 4); //   TrailingBytes
    return bytes;
  }
}
