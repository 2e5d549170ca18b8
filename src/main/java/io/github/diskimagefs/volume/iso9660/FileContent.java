package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.codec.ZisofsSource;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a file and of what goes with it. */
record FileContent(VolumeSource source, IsoNode node) {
  private static final String RESOURCE_FORK = "com.apple.ResourceFork";
  private static final String FINDER_INFO = "com.apple.FinderInfo";

  /** Sectors as recorded; in no list of attributes, for it may be as long as the disc. */
  private static final String RIFF = "image:riff";

  ByteSource open() throws IOException {
    ExtraAttributes details = node.details();
    if (details == null) {
      return source.bytes().slice(node.extent(), node.size());
    }
    if (details.sparse()) {
      throw new UnsupportedImageException("Rock Ridge sparse file (SF)");
    }
    if (details.form2() && source.raw() && details.zisofs() == null) {
      ByteSource payload = xa().payload();
      if (payload != null) {
        return payload;
      }
    }
    if (details.extents() == null) {
      return source.bytes().slice(node.extent(), node.size());
    }
    ByteSource stored = FileSection.join(details.extents(), source.bytes());
    SystemUse.Zisofs zisofs = details.zisofs();
    return zisofs == null
        ? stored
        : ZisofsSource.open(
            stored,
            zisofs.version(),
            zisofs.headerSize(),
            zisofs.blockShift(),
            zisofs.size(),
            source.cache());
  }

  private XaFile xa() {
    List<FileSection> extents = node.details().extents();
    return new XaFile(source, node.details().xa(), node.extent(), FileSection.total(extents));
  }

  List<String> attributes() {
    ExtraAttributes details = node.details();
    List<String> list = new ArrayList<>();
    if (details.finderInfo() != null) {
      list.add(FINDER_INFO);
    }
    if (details.fork() != null) {
      list.add(RESOURCE_FORK);
    }
    return list;
  }

  /** The value of an attribute, null if it is none of these. */
  ByteSource attribute(String name) throws IOException {
    ExtraAttributes details = node.details();
    if (name.equals(FINDER_INFO) && details.finderInfo() != null) {
      return details.finderInfo().bytes();
    }
    if (name.equals(RESOURCE_FORK) && details.fork() != null) {
      return FileSection.join(details.fork(), source.bytes());
    }
    if (name.equals(RIFF) && details.form2() && source.raw()) {
      return xa().riff();
    }
    return null;
  }
}
