package io.github.diskimagefs.volume.raw;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.NodeCursor;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The raw bytes of an image as a folder of files. */
public final class RawVolume implements Volume {
  private final Map<String, RawNode> nodes = new LinkedHashMap<>();
  private final RawNode root = new RawNode(null);
  private final long size;

  /**
   * Creates the volume.
   *
   * @param files names distinct
   * @param size of the image's content in bytes: parts of it may be in several files
   */
  public RawVolume(List<RawFile> files, long size) {
    this.size = size;
    files.forEach(file -> nodes.put(file.name(), new RawNode(file)));
  }

  @Override
  public String type() {
    return ViewName.RAW.option();
  }

  @Override
  public String label() {
    return "";
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Node root() {
    return root;
  }

  @Override
  public Node child(Node directory, String name) {
    return directory.equals(root) ? nodes.get(name) : null;
  }

  @Override
  public NodeCursor children(Node directory) {
    return NodeCursor.of(directory.equals(root) ? nodes.values() : List.of());
  }

  @Override
  public ByteSource open(Node file) {
    return ((RawNode) file).file().content();
  }

  @Override
  public String target(Node link) throws IOException {
    throw new IOException(link.name() + ": no symbolic link");
  }
}
