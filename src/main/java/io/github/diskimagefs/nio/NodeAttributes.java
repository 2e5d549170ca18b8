package io.github.diskimagefs.nio;

import io.github.diskimagefs.volume.Node;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/** The attributes of a node, read from it when they are requested. */
class NodeAttributes implements BasicFileAttributes {
  private static final PosixFilePermission[] BY_BIT = {
    PosixFilePermission.OTHERS_EXECUTE,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_READ
  };

  private final ResolvedEntry entry;

  NodeAttributes(ResolvedEntry entry) {
    this.entry = entry;
  }

  final Node node() {
    return entry.node();
  }

  @Override
  public final FileTime lastModifiedTime() {
    return node().modified();
  }

  @Override
  public final FileTime lastAccessTime() {
    return node().accessed();
  }

  @Override
  public final FileTime creationTime() {
    return node().created();
  }

  @Override
  public final boolean isRegularFile() {
    return node().kind() == Node.Kind.FILE;
  }

  @Override
  public final boolean isDirectory() {
    return node().kind() == Node.Kind.DIRECTORY;
  }

  @Override
  public final boolean isSymbolicLink() {
    return node().kind() == Node.Kind.SYMBOLIC_LINK;
  }

  @Override
  public final boolean isOther() {
    return node().kind() == Node.Kind.OTHER;
  }

  @Override
  public final long size() {
    return node().size();
  }

  @Override
  public final Object fileKey() {
    return entry.key();
  }

  /**
   * Returns the node's POSIX attributes, or default ones for a node without any in a volume that
   * has them.
   */
  static Node.Unix unix(Node node) {
    Node.Unix unix = node.unix();
    if (unix != null) {
      return unix;
    }
    int mode =
        switch (node.kind()) {
          case DIRECTORY -> 0040555;
          case SYMBOLIC_LINK -> 0120777;
          case FILE, OTHER -> 0100444;
        };
    return new Node.Unix(mode, 0, 1, 0, 0, 0);
  }

  static Node.Dos dos(Node node) {
    Node.Dos dos = node.dos();
    return dos != null ? dos : new Node.Dos(true, node.hidden(), false, false);
  }

  static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < BY_BIT.length; bit++) {
      if ((mode & 1 << bit) != 0) {
        permissions.add(BY_BIT[bit]);
      }
    }
    return permissions;
  }

  /** The attributes of view {@code posix}. */
  static final class Posix extends NodeAttributes implements PosixFileAttributes {
    private final Node.Unix unix;

    Posix(ResolvedEntry entry) {
      super(entry);
      this.unix = unix(entry.node());
    }

    @Override
    public UserPrincipal owner() {
      return Principals.user(unix.uid());
    }

    @Override
    public GroupPrincipal group() {
      return Principals.group(unix.gid());
    }

    @Override
    public Set<PosixFilePermission> permissions() {
      return permissions(unix.mode());
    }
  }

  /** The attributes of view {@code dos}. */
  static final class Dos extends NodeAttributes implements DosFileAttributes {
    private final Node.Dos dos;

    Dos(ResolvedEntry entry) {
      super(entry);
      this.dos = dos(entry.node());
    }

    @Override
    public boolean isReadOnly() {
      return dos.readOnly();
    }

    @Override
    public boolean isHidden() {
      return dos.hidden();
    }

    @Override
    public boolean isArchive() {
      return dos.archive();
    }

    @Override
    public boolean isSystem() {
      return dos.system();
    }
  }
}
