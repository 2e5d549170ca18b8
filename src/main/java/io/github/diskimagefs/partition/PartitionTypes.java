package io.github.diskimagefs.partition;

import java.util.Locale;
import java.util.Map;

/**
 * Usual names of the types of partitions: of GUIDs by UEFI 2.10 §5.3.3, the Discoverable Partitions
 * Specification and the systems that use them, of bytes in MBR by common use.
 */
public final class PartitionTypes {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "EFI system"),
          Map.entry("024dee41-33e7-11d3-9d69-0008c781f39f", "MBR partition scheme"),
          Map.entry("21686148-6449-6e6f-744e-656564454649", "BIOS boot"),
          Map.entry("e3c9e316-0b5c-4db8-817d-f92df00215ae", "Microsoft reserved"),
          Map.entry("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7", "Microsoft basic data"),
          Map.entry("5808c8aa-7e8f-42e0-85d2-e1e90434cfb3", "Microsoft LDM metadata"),
          Map.entry("af9b60a0-1431-4f62-bc68-3311714a69ad", "Microsoft LDM data"),
          Map.entry("de94bba4-06d1-4d40-a16a-bfd50179d6ac", "Windows recovery environment"),
          Map.entry("e75caf8f-f680-4cee-afa3-b001e56efc2d", "Microsoft Storage Spaces"),
          Map.entry("0fc63daf-8483-4772-8e79-3d69d8477de4", "Linux file system"),
          Map.entry("0657fd6d-a4ab-43c4-84e5-0933c84b4f4f", "Linux swap"),
          Map.entry("e6d6d379-f507-44c2-a23c-238f2a3df928", "Linux LVM"),
          Map.entry("a19d880f-05fc-4d3b-a006-743f0f84911e", "Linux RAID"),
          Map.entry("ca7d7ccb-63ed-4c53-861c-1742536059cc", "Linux LUKS"),
          Map.entry("bc13c2ff-59e6-4262-a352-b275fd6f7172", "Linux extended boot"),
          Map.entry("4f68bce3-e8cd-4db1-96e7-fbcaf984b709", "Linux root (x86-64)"),
          Map.entry("b921b045-1df0-41c3-af44-4c6f280d3fae", "Linux root (ARM64)"),
          Map.entry("933ac7e1-2eb4-4f13-b844-0e14e2aef915", "Linux home"),
          Map.entry("48465300-0000-11aa-aa11-00306543ecac", "Apple HFS+"),
          Map.entry("7c3457ef-0000-11aa-aa11-00306543ecac", "Apple APFS"),
          Map.entry("53746f72-6167-11aa-aa11-00306543ecac", "Apple Core Storage"),
          Map.entry("426f6f74-0000-11aa-aa11-00306543ecac", "Apple boot"),
          Map.entry("55465300-0000-11aa-aa11-00306543ecac", "Apple UFS"),
          Map.entry("516e7cb6-6ecf-11d6-8ff8-00022d09712b", "FreeBSD UFS"),
          Map.entry("516e7cba-6ecf-11d6-8ff8-00022d09712b", "FreeBSD ZFS"),
          Map.entry("6a898cc3-1dd2-11b2-99a6-080020736631", "Solaris /usr or Apple ZFS"),
          Map.entry("01", "FAT12"),
          Map.entry("04", "FAT16"),
          Map.entry("06", "FAT16"),
          Map.entry("07", "NTFS or exFAT"),
          Map.entry("0b", "FAT32"),
          Map.entry("0c", "FAT32 (LBA)"),
          Map.entry("0e", "FAT16 (LBA)"),
          Map.entry("11", "hidden FAT12"),
          Map.entry("14", "hidden FAT16"),
          Map.entry("16", "hidden FAT16"),
          Map.entry("17", "hidden NTFS"),
          Map.entry("1b", "hidden FAT32"),
          Map.entry("1c", "hidden FAT32 (LBA)"),
          Map.entry("1e", "hidden FAT16 (LBA)"),
          Map.entry("27", "Windows recovery environment"),
          Map.entry("42", "Microsoft LDM"),
          Map.entry("82", "Linux swap"),
          Map.entry("83", "Linux"),
          Map.entry("8e", "Linux LVM"),
          Map.entry("a5", "FreeBSD"),
          Map.entry("a6", "OpenBSD"),
          Map.entry("a8", "Apple UFS"),
          Map.entry("a9", "NetBSD"),
          Map.entry("ab", "Apple boot"),
          Map.entry("af", "Apple HFS or HFS+"),
          Map.entry("ef", "EFI system"),
          Map.entry("fb", "VMware VMFS"),
          Map.entry("fd", "Linux RAID"));

  private PartitionTypes() {}

  /** Returns the type that a map records, followed by its usual name if that is known. */
  public static String describe(Partition partition) {
    String type = partition.type();
    boolean known = partition.scheme().equals("GPT") || partition.scheme().equals("MBR");
    String name = known ? NAMES.get(type.toLowerCase(Locale.ROOT)) : null;
    return name == null ? type : type + " (" + name + ")";
  }
}
