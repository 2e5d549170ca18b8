package io.github.diskimagefs.partition;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ConcatSource;
import io.github.diskimagefs.bytes.ZeroSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An entry of a partition map.
 *
 * @param scheme {@code APM}, {@code GPT}, {@code LP} or {@code MBR}
 * @param index 1-based position in the map
 * @param name the name recorded in the map, may be empty
 * @param type the type recorded in the map: a name, a GUID, or two hexadecimal digits
 * @param offset byte position on the disk
 * @param length in bytes
 * @param active whether the map marks it as the one to boot from
 * @param extents its parts, the first stored one at {@code offset}; empty if it is in one part
 */
public record Partition(
    String scheme,
    int index,
    String name,
    String type,
    long offset,
    long length,
    boolean active,
    List<PartitionExtent> extents) {

  /** Types of partitions that start or repair a system, by {@link #type} in lower case. */
  private static final Set<String> BOOT_TYPES =
      Set.of(
          "ef", //                                   EFI system partition, MBR
          "27", //                                   Windows recovery environment, MBR
          "c12a7328-f81f-11d2-ba4b-00a0c93ec93b", // EFI system partition (UEFI 2.10 §5.3.3)
          "de94bba4-06d1-4d40-a16a-bfd50179d6ac", // Windows recovery environment
          "426f6f74-0000-11aa-aa11-00306543ecac", // Apple Boot, Recovery HD
          "5265636f-7665-11aa-aa11-00306543ecac", // Apple recovery, Apple silicon
          "69646961-6700-11aa-aa11-00306543ecac", // Apple iBoot system container
          "apple_boot",
          "apple_recovery");

  /** Creates a partition. */
  public Partition {
    extents = List.copyOf(extents);
  }

  /** Creates a partition in one part that is not marked as the one to boot from. */
  Partition(String scheme, int index, String name, String type, long offset, long length) {
    this(scheme, index, name, type, offset, length, false, List.of());
  }

  /** Opens the bytes of the partition. */
  public ByteSource open(ByteSource disk) {
    if (extents.isEmpty()) {
      return disk.slice(offset, length);
    }
    List<ByteSource> parts = new ArrayList<>();
    for (PartitionExtent extent : extents) {
      parts.add(
          extent.offset() == PartitionExtent.ZEROS
              ? new ZeroSource(extent.length())
              : disk.slice(extent.offset(), extent.length()));
    }
    return ConcatSource.of(parts);
  }

  /** Returns whether the type is that of an EFI system or recovery partition. */
  public boolean bootOrRecovery() {
    return BOOT_TYPES.contains(type.toLowerCase(Locale.ROOT));
  }
}
