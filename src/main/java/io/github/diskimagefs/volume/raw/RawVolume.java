package io.github.diskimagefs.volume.raw;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ViewName;
import io.github.diskimagefs.volume.FlatVolume;
import io.github.diskimagefs.volume.Node;
import java.util.List;

/** The raw bytes of an image as a folder of files. */
public final class RawVolume extends FlatVolume<RawNode> {
  private final long size;

  /**
   * Creates the volume.
   *
   * @param files names distinct
   * @param size of the image's content in bytes: parts of it may be in several files
   */
  public RawVolume(List<RawFile> files, long size) {
    super(new RawNode(null), files.stream().map(RawNode::new).toList());
    this.size = size;
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
  public ByteSource open(Node file) {
    return ((RawNode) file).file().content();
  }
}
