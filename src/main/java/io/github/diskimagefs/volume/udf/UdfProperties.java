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

  Map<String, String> all() {
    Map<String, String> facts = new LinkedHashMap<>();
    LogicalVolumeDescriptor logical = sequence.logical();
    PrimaryVolumeDescriptor primary = sequence.primary();
    add(facts, "Logical Volume Identifier", volumeIdentifier);
    if (primary != null) {
      add(facts, "Volume Identifier", primary.volumeIdentifier());
      add(facts, "Volume Set Identifier", primary.volumeSetIdentifier());
      if (primary.volumes() > 1) {
        add(facts, "Volume Sequence", primary.volumeNumber() + " of " + primary.volumes());
      }
    }
    add(facts, "File Set Identifier", fileSet.identifier());
    add(facts, "Domain Identifier", logical.domain().name());
    if (logical.domain().revision() != 0) {
      add(facts, "UDF Revision", EntityId.revisionText(logical.domain().revision()));
    }
    add(facts, "Standard", version);
    if (primary != null) {
      add(facts, "Application Identifier", primary.application().name());
      add(facts, "Implementation Identifier", primary.implementation().name());
      add(facts, "Recording Date and Time", Timestamp.text(primary.recorded()));
    }
    add(facts, "File Set Recording Date and Time", Timestamp.text(fileSet.recorded()));
    add(facts, "Logical Block Size", Integer.toString(logical.blockSize()));
    add(facts, "Sector Size", Integer.toString(sequence.sectorSize()));
    add(
        facts,
        "Partition Maps",
        logical.maps().stream().map(UdfProperties::kind).collect(Collectors.joining(", ")));
    add(
        facts,
        "Access Type",
        sequence.partitions().values().stream()
            .map(PartitionDescriptor::accessText)
            .distinct()
            .collect(Collectors.joining(", ")));
    if (integrity != null) {
      addIntegrity(facts);
    }
    return facts;
  }

  private void addIntegrity(Map<String, String> facts) {
    add(facts, "Integrity Type", integrity.open() ? "open" : "close");
    add(facts, "Integrity Recording Date and Time", Timestamp.text(integrity.recorded()));
    if (integrity.files() >= 0) {
      add(facts, "Number of Files", Long.toString(integrity.files()));
      add(facts, "Number of Directories", Long.toString(integrity.directories()));
    }
    if (integrity.revision() != 0) {
      add(facts, "Minimum UDF Read Revision", EntityId.revisionText(integrity.revision()));
    }
  }

  private static String kind(PartitionMap map) {
    if (map instanceof PartitionMap.Unknown unknown) {
      return unknown.kind();
    }
    return map.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static void add(Map<String, String> facts, String key, String value) {
    if (!value.isEmpty()) {
      facts.put(key, value);
    }
  }
}
