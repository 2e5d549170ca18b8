package io.github.diskimagefs.volume.iso9660;

import java.nio.file.attribute.FileTime;

/** An entry with the attributes of Rock Ridge. */
final class RockRidgeNode extends IsoNode {

  /** Identifies a file by its serial number; the extent guards against careless numbering. */
  private record SerialKey(int serial, long extent) {}

  /** Identifies a file that several records without serial numbers share. */
  private record ExtentKey(long extent) {}

  private final int mode;
  private final int links;
  private final int uid;
  private final int gid;
  private final int serial;
  private final long device;
  private final long created;
  private final long accessed;
  private final long changed;

  RockRidgeNode(
      String name,
      Kind kind,
      boolean hidden,
      ExtraAttributes details,
      long position,
      long extent,
      long size,
      long modified,
      SystemUse fields) {
    super(name, kind, hidden, details, position, extent, size, modified);
    mode = fields.posix ? fields.mode : usualMode(kind);
    links = fields.links;
    uid = fields.uid;
    gid = fields.gid;
    serial = fields.serial;
    device = fields.device;
    created = fields.created;
    accessed = fields.accessed;
    changed = fields.changed;
  }

  private RockRidgeNode(RockRidgeNode node, String name) {
    super(node, name);
    mode = node.mode;
    links = node.links;
    uid = node.uid;
    gid = node.gid;
    serial = node.serial;
    device = node.device;
    created = node.created;
    accessed = node.accessed;
    changed = node.changed;
  }

  private static int usualMode(Kind kind) {
    return switch (kind) {
      case DIRECTORY -> 0040555;
      case SYMBOLIC_LINK -> 0120777;
      default -> 0100444;
    };
  }

  @Override
  IsoNode named(String other) {
    return new RockRidgeNode(this, other);
  }

  @Override
  public FileTime accessed() {
    return accessed == 0 ? modified() : time(accessed);
  }

  @Override
  public FileTime created() {
    return created == 0 ? modified() : time(created);
  }

  @Override
  public FileTime changed() {
    return changed == 0 ? modified() : time(changed);
  }

  @Override
  public Object key() {
    if (kind() == Kind.DIRECTORY) {
      return super.key();
    }
    if (serial != 0) {
      return new SerialKey(serial, extent());
    }
    return links > 1 && kind() == Kind.FILE && size() > 0 ? new ExtentKey(extent()) : super.key();
  }

  @Override
  public Unix unix() {
    return new Unix(
        mode, serial & 0xFFFF_FFFFL, links, uid & 0xFFFF_FFFFL, gid & 0xFFFF_FFFFL, device);
  }
}
