package io.github.diskimagefs.volume.apfs;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Facts about a volume for a reader. */
record VolumeProperties(List<Snapshots.Snapshot> snapshots, String encryption) {
  private static final long NANOS = 1_000_000_000L;

  Map<String, String> describe(VolumeSuperblock volume, ApfsContainer container) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("role", volume.role() == VolumeRole.NONE ? "none" : volume.role().text());
    properties.put("names", volume.caseSensitive() ? "case-sensitive" : "case-insensitive");
    properties.put("encryption", encryption);
    properties.put("sealed", volume.sealed() ? "yes" : "no");
    properties.put("uuid", volume.uuid().toString());
    if (volume.grouped()) {
      properties.put("volume group", volume.group().toString());
    }
    properties.put("container uuid", container.superblock().uuid().toString());
    properties.put("formatted by", volume.formattedBy());
    properties.put("last modified", date(volume.lastModified()));
    properties.put("transaction", Long.toUnsignedString(volume.xid()));
    properties.put("files", Long.toUnsignedString(volume.files()));
    properties.put("directories", Long.toUnsignedString(volume.directories()));
    properties.put("symbolic links", Long.toUnsignedString(volume.symbolicLinks()));
    properties.put("other objects", Long.toUnsignedString(volume.otherObjects()));
    properties.put("block size", Integer.toString(container.blocks().blockSize()));
    properties.put("container blocks", Long.toString(container.blocks().count()));
    for (Snapshots.Snapshot snapshot : snapshots) {
      properties.put(
          "snapshot \"" + snapshot.name() + '"',
          date(snapshot.created()) + ", transaction " + Long.toUnsignedString(snapshot.xid()));
    }
    return properties;
  }

  private static String date(long nanoseconds) {
    return Instant.ofEpochSecond(
            Math.floorDiv(nanoseconds, NANOS), Math.floorMod(nanoseconds, NANOS))
        .toString();
  }
}
