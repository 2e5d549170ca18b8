package io.github.diskimagefs.mount;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.volume.BootImage;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every volume of an image in one tree: a folder for each, {@code 1 LABEL}, the audio tracks beside
 * them, and the boot images under {@code [BOOT]}.
 */
final class CombinedVolume implements Volume {
  private static final String BOOT = "[BOOT]";

  private final Node root;
  private final List<Volume> volumes;
  private final Map<Node, List<CombinedNode>> folders = new LinkedHashMap<>();
  private final boolean posix;

  private CombinedVolume(List<Volume> volumes, Node root) {
    this.volumes = volumes;
    this.root = root;
    this.posix = volumes.stream().anyMatch(Volume::posix);
  }

  static CombinedVolume of(VolumeSet open) throws IOException {
    CombinedVolume all = new CombinedVolume(open.all(), CombinedNode.folder("", "/"));
    List<CombinedNode> top = new ArrayList<>();
    List<CombinedNode> boot = new ArrayList<>();
    for (int i = 0; i < open.count(); i++) {
      Volume volume = open.openIfValid(i);
      String known = open.found(i).label();
      String label = volume != null ? volume.label() : known == null ? "" : known;
      String name = folderName(i + 1, label);
      if (volume == null) {
        CombinedNode empty = CombinedNode.folder(name, '/' + name);
        top.add(empty);
        all.folders.put(empty, List.of());
      } else {
        top.add(CombinedNode.of(volume, volume.root(), name, '/' + name));
      }
      for (BootImage image : bootImages(open, i)) {
        boot.add(CombinedNode.boot(image, boot.isEmpty() ? "" : all.distinct(boot, image.name())));
      }
    }
    if (open.audio() != null) {
      try (NodeCursor tracks = open.audio().children(open.audio().root())) {
        for (Node track = tracks.next(); track != null; track = tracks.next()) {
          top.add(CombinedNode.of(open.audio(), track, track.name(), ""));
        }
      }
    }
    if (!boot.isEmpty()) {
      CombinedNode folder = CombinedNode.folder(BOOT, BOOT);
      top.add(folder);
      all.folders.put(folder, boot);
    }
    all.folders.put(all.root, top);
    return all;
  }

  /** Returns the boot images of a volume; a damaged catalog does not hide the volumes. */
  private static List<BootImage> bootImages(VolumeSet open, int index) {
    try {
      return open.bootImages(index);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String folderName(int index, String label) {
    String clean = label.replace('/', '_').replace('\0', '_').strip();
    return clean.isEmpty() ? Integer.toString(index) : index + " " + clean;
  }

  /** Returns a prefix that makes the name of a second volume's boot image unique. */
  private String distinct(List<CombinedNode> taken, String name) {
    boolean free = taken.stream().noneMatch(node -> node.name().equals(name));
    return free ? "" : taken.size() + 1 + " ";
  }

  @Override
  public boolean hasSnapshots() {
    return volumes.stream().anyMatch(Volume::hasSnapshots);
  }

  @Override
  public String type() {
    return "all";
  }

  @Override
  public String label() {
    return volumes.isEmpty() ? "" : volumes.get(0).label();
  }

  @Override
  public long size() {
    return volumes.stream().mapToLong(Volume::size).reduce(0, CombinedVolume::add);
  }

  /**
   * Returns the sum, or the largest number if it is larger: sizes are as the volumes state them.
   */
  private static long add(long first, long second) {
    return first > Long.MAX_VALUE - Math.max(0, second)
        ? Long.MAX_VALUE
        : first + Math.max(0, second);
  }

  @Override
  public boolean posix() {
    return posix;
  }

  @Override
  public boolean dos() {
    return volumes.stream().anyMatch(Volume::dos);
  }

  @Override
  public Volume volumeOf(Node node) {
    Volume volume = ((CombinedNode) node).volume();
    return volume == null ? this : volume;
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Node child(Node directory, String name) throws IOException {
    List<CombinedNode> own = folders.get(directory);
    if (own != null) {
      return own.stream().filter(node -> node.name().equals(name)).findFirst().orElse(null);
    }
    CombinedNode member = (CombinedNode) directory;
    Node child = member.volume().child(member.node(), name);
    return child == null ? null : member.wrap(child);
  }

  @Override
  public NodeCursor children(Node directory) throws IOException {
    List<CombinedNode> own = folders.get(directory);
    if (own != null) {
      return NodeCursor.of(own);
    }
    CombinedNode member = (CombinedNode) directory;
    NodeCursor inner = member.volume().children(member.node());
    return new NodeCursor() {
      @Override
      public Node next() throws IOException {
        Node next = inner.next();
        return next == null ? null : member.wrap(next);
      }

      @Override
      public void close() throws IOException {
        inner.close();
      }
    };
  }

  @Override
  public ByteSource open(Node file) throws IOException {
    CombinedNode member = (CombinedNode) file;
    return member.bootImage() != null
        ? member.bootImage().content()
        : member.volume().open(member.node());
  }

  /** Prepends the volume's folder to absolute targets, because they start at the volume's root. */
  @Override
  public String target(Node link) throws IOException {
    CombinedNode member = (CombinedNode) link;
    String target = member.volume().target(member.node());
    return target.startsWith("/") ? member.prefix() + target : target;
  }

  @Override
  public List<String> attributes(Node node) throws IOException {
    CombinedNode member = (CombinedNode) node;
    return member.volume() == null ? List.of() : member.volume().attributes(member.node());
  }

  @Override
  public ByteSource attribute(Node node, String name) throws IOException {
    CombinedNode member = (CombinedNode) node;
    return member.volume() == null ? null : member.volume().attribute(member.node(), name);
  }
}
