package io.github.diskimagefs.volume.exfat;

import io.github.diskimagefs.bytes.Struct;
import io.github.diskimagefs.volume.BufferPool;
import io.github.diskimagefs.volume.ClusterChainSource;
import io.github.diskimagefs.volume.DirectoryWindow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The entries of the root directory that describe the volume (exFAT 7.2, 7.3, 7.5). */
final class RootEntries {
  private static final int UPCASE = 0x82;
  private static final int LABEL = 0x83;
  private static final int VOLUME_GUID = 0xA0;
  private static final int MAX_LABEL_UNITS = 11;

  private String label = "";
  private UUID guid;
  private long upcaseCluster;
  private long upcaseLength;
  private long upcaseChecksum;

  private RootEntries() {}

  /** Reads the entries; those before what cannot be read count. */
  static RootEntries read(ClusterChainSource.ToEnd directory, BufferPool buffers)
      throws IOException {
    RootEntries entries = new RootEntries();
    DirectoryWindow window = new DirectoryWindow("directory entry", directory.content(), buffers);
    try {
      long last = window.size() - EntrySet.ENTRY;
      for (long position = 0; position <= last; position += EntrySet.ENTRY) {
        Struct entry = window.struct(position, EntrySet.ENTRY);
        if (entry.u8(0) == 0) {
          break;
        }
        entries.add(entry);
      }
    } finally {
      window.release();
    }
    return entries;
  }

  private void add(Struct entry) throws IOException {
    switch (entry.u8(0)) {
      case UPCASE -> {
        upcaseChecksum = entry.u32(4); // TableChecksum
        upcaseCluster = entry.u32(20); // FirstCluster
        upcaseLength = Math.max(0, entry.s64(24)); // DataLength
      }
      case LABEL -> {
        int units = Math.min(MAX_LABEL_UNITS, entry.u8(1)); // CharacterCount
        label = entry.text(2, units * 2, StandardCharsets.UTF_16LE).replace('\0', '_').strip();
      }
      case VOLUME_GUID -> {
        long high = entry.u32(6) << 32 | (long) entry.u16(10) << 16 | entry.u16(12);
        guid = new UUID(high, entry.bigEndian().s64(14)); // VolumeGuid
      }
      default -> {
        // Describes a file, or was deleted.
      }
    }
  }

  /** Returns the volume's label, trimmed; empty if there is none. */
  String label() {
    return label;
  }

  /** Returns the volume's GUID, or null. */
  UUID guid() {
    return guid;
  }

  long upcaseCluster() {
    return upcaseCluster;
  }

  /** Returns the bytes of the up-case table; 0 if there is none. */
  long upcaseLength() {
    return upcaseLength;
  }

  long upcaseChecksum() {
    return upcaseChecksum;
  }
}
