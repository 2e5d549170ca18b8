package io.github.diskimagefs.volume.iso9660;

import java.nio.file.attribute.FileTime;

/** An entry with the attributes of Rock Ridge. */
final class RockRidgeNode extends IsoNode {

  /** Identifies a file by its serial number, and by its extent because some writers repeat them. */
  private record SerialKey(int serial, long extent) {}

  /** Identifies a file that several records without serial numbers share. */
  private record ExtentKey(long extent) {}

  private final RockRidgeAttributes attributes;

  /** Creates a node; the parameters are those of {@link IsoNode}, and its attributes. */
  RockRidgeNode(NodeFields fields, int aliasDepth, RockRidgeAttributes attributes) {
    super(fields, aliasDepth);
    this.attributes = attributes;
  }

  private RockRidgeNode(RockRidgeNode node, String name) {
    super(node, name);
    this.attributes = node.attributes;
  }

  @Override
  IsoNode named(String other) {
    return new RockRidgeNode(this, other);
  }

  @Override
  public FileTime accessed() {
    return timeOrModified(attributes.accessed());
  }

  @Override
  public FileTime created() {
    return timeOrModified(attributes.created());
  }

  @Override
  public FileTime changed() {
    return timeOrModified(attributes.changed());
  }

  private FileTime timeOrModified(long millis) {
    return millis == IsoTime.UNKNOWN ? modified() : time(millis);
  }

  @Override
  public Object key() {
    if (kind() == Kind.DIRECTORY) {
      return super.key();
    }
    if (attributes.serial() != 0) {
      return new SerialKey(attributes.serial(), extent());
    }
    return attributes.posix().links() > 1 && kind() == Kind.FILE && size() > 0
        ? new ExtentKey(extent())
        : super.key();
  }

  @Override
  public Unix unix() {
    PosixAttributes posix = attributes.posix();
    return new Unix(
        posix.recorded() ? posix.mode() : defaultMode(kind()),
        attributes.serial() & 0xFFFF_FFFFL,
        posix.links(),
        posix.uid() & 0xFFFF_FFFFL,
        posix.gid() & 0xFFFF_FFFFL,
        posix.device());
  }

  private static int defaultMode(Kind kind) {
    return switch (kind) {
      case DIRECTORY -> 0040555;
      case SYMBOLIC_LINK -> 0120777;
      default -> 0100444;
    };
  }
}
