package io.github.diskimagefs.volume.udf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the descriptors of a volume say about it. */
record UdfProperties(
    String version,
    DescriptorSequence sequence,
    String volumeIdentifier,
    FileSet fileSet,
    LogicalVolumeIntegrity integrity) {

  String label() {
    if (!volumeIdentifier.isEmpty()) {
      return volumeIdentifier;
    }
    return sequence.primary() == null ? "" : sequence.primary().volumeIdentifier();
  }

  /** Bytes of all partitions. */
  long size() {
    long sectors = 0;
    for (PartitionDescriptor partition : sequence.partitions().values()) {
      sectors += partition.length();
    }
    return sectors * sequence.sectorSize();
  }

  long free() {
    return integrity == null ? 0 : integrity.free() * sequence.logical().blockSize();
  }

  /** Returns whether logical blocks have the size of the sectors that the anchors count. */
  boolean consistent() {
    return sequence.logical().blockSize() == sequence.sectorSize();
  }

  /** Returns the latest of all times of recording in microseconds, or {@link Timestamp#NONE}. */
  long recorded() {
    long primary = sequence.primary() == null ? Timestamp.NONE : sequence.primary().recorded();
    long closed = integrity == null ? Timestamp.NONE : integrity.recorded();
    return Math.max(Math.max(primary, closed), fileSet.recorded());
  }

  /** Folders as the integrity descriptor counts them, -1 if it does not or may be outdated. */
  long folders() {
    return integrity == null || integrity.open() ? -1 : integrity.directories();
  }

  Map<String, String> all() {
    Map<String, String> properties = new LinkedHashMap<>();
    LogicalVolumeDescriptor logical = sequence.logical();
    PrimaryVolumeDescriptor primary = sequence.primary();
    add(properties, "Logical Volume Identifier", volumeIdentifier);
    if (primary != null) {
      add(properties, "Volume Identifier", primary.volumeIdentifier());
      add(properties, "Volume Set Identifier", primary.volumeSetIdentifier());
      if (primary.volumes() > 1) {
        add(properties, "Volume Sequence", primary.volumeNumber() + " of " + primary.volumes());
      }
    }
    add(properties, "File Set Identifier", fileSet.identifier());
    add(properties, "Domain Identifier", logical.domain().name());
    if (logical.domain().revision() != 0) {
      add(properties, "UDF Revision", EntityId.revisionText(logical.domain().revision()));
    }
    add(properties, "Standard", version);
    if (primary != null) {
      add(properties, "Application Identifier", primary.application().name());
      add(properties, "Implementation Identifier", primary.implementation().name());
      add(properties, "Recording Date and Time", Timestamp.text(primary.recorded()));
    }
    add(properties, "File Set Recording Date and Time", Timestamp.text(fileSet.recorded()));
    add(properties, "Logical Block Size", Integer.toString(logical.blockSize()));
    add(properties, "Sector Size", Integer.toString(sequence.sectorSize()));
    add(
        properties,
        "Partition Maps",
        logical.maps().stream().map(UdfProperties::kind).collect(Collectors.joining(", ")));
    add(
        properties,
        "Access Type",
        sequence.partitions().values().stream()
            .map(PartitionDescriptor::accessText)
            .distinct()
            .collect(Collectors.joining(", ")));
    if (integrity != null) {
      addIntegrity(properties);
    }
    return properties;
  }

  private void addIntegrity(Map<String, String> properties) {
    add(properties, "Integrity Type", integrity.open() ? "open" : "close");
    add(properties, "Integrity Recording Date and Time", Timestamp.text(integrity.recorded()));
    if (integrity.files() >= 0) {
      add(properties, "Number of Files", Long.toString(integrity.files()));
      add(properties, "Number of Directories", Long.toString(integrity.directories()));
    }
    if (integrity.revision() != 0) {
      add(properties, "Minimum UDF Read Revision", EntityId.revisionText(integrity.revision()));
    }
  }

  private static String kind(PartitionMap map) {
    if (map instanceof PartitionMap.Unknown unknown) {
      return unknown.kind();
    }
    return map.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static void add(Map<String, String> properties, String key, String value) {
    if (!value.isEmpty()) {
      properties.put(key, value);
    }
  }
}
