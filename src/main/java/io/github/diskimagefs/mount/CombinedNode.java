package io.github.diskimagefs.mount;

import io.github.diskimagefs.volume.BootImage;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** A node of the tree of all volumes: one of a volume, a boot image, or a folder around them. */
final class CombinedNode implements Node {
  private static final int FOLDER_MODE = 0040555;
  private static final int FILE_MODE = 0100444;

  private final Volume volume;
  private final Node node;
  private final BootImage bootImage;
  private final String name;
  private final String prefix;

  private CombinedNode(Volume volume, Node node, BootImage bootImage, String name, String prefix) {
    this.volume = volume;
    this.node = node;
    this.bootImage = bootImage;
    this.name = name;
    this.prefix = prefix;
  }

  static CombinedNode of(Volume volume, Node node, String name, String prefix) {
    return new CombinedNode(volume, node, null, name, prefix);
  }

  static CombinedNode folder(String name, String prefix) {
    return new CombinedNode(null, null, null, name, prefix);
  }

  static CombinedNode boot(BootImage image, String before) {
    return new CombinedNode(null, null, image, before + image.name(), "");
  }

  CombinedNode wrap(Node child) {
    return new CombinedNode(volume, child, null, child.name(), prefix);
  }

  /** Returns the volume, or null for boot images and the folders around the volumes. */
  Volume volume() {
    return volume;
  }

  Node node() {
    return node;
  }

  BootImage bootImage() {
    return bootImage;
  }

  /** Returns the path of the volume's folder. */
  String prefix() {
    return prefix;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Kind kind() {
    if (node != null) {
      return node.kind();
    }
    return bootImage == null ? Kind.DIRECTORY : Kind.FILE;
  }

  @Override
  public long size() {
    if (node != null) {
      return node.size();
    }
    return bootImage == null ? 0 : bootImage.content().size();
  }

  @Override
  public FileTime modified() {
    return node == null ? UNKNOWN_TIME : node.modified();
  }

  @Override
  public FileTime accessed() {
    return node == null ? UNKNOWN_TIME : node.accessed();
  }

  @Override
  public FileTime created() {
    return node == null ? UNKNOWN_TIME : node.created();
  }

  @Override
  public FileTime changed() {
    return node == null ? UNKNOWN_TIME : node.changed();
  }

  @Override
  public Object key() {
    return node == null
        ? List.of(prefix, name)
        : List.of(System.identityHashCode(volume), node.key());
  }

  @Override
  public boolean hidden() {
    return node != null && node.hidden();
  }

  @Override
  public Unix unix() {
    Unix unix = node == null ? null : node.unix();
    if (unix != null) {
      return unix;
    }
    return new Unix(kind() == Kind.DIRECTORY ? FOLDER_MODE : FILE_MODE, 0, 1, 0, 0, 0);
  }

  @Override
  public Dos dos() {
    Dos dos = node == null ? null : node.dos();
    return dos != null ? dos : new Dos(true, hidden(), false, false);
  }
}
