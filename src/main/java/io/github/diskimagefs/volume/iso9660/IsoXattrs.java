package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Extended attributes of entries: Apple's fork and Finder information, those of AAIP, and the
 * sectors of a file of CD-ROM XA.
 */
record IsoXattrs(VolumeSource source, EntryRecords records) {
  private static final String RESOURCE_FORK = "com.apple.ResourceFork";
  private static final String FINDER_INFO = "com.apple.AppleExtension";

  /** Sectors as recorded; never listed, because they may be as long as the disc. */
  private static final String RIFF = "image:riff";

  /** Returns the names of an entry's attributes. */
  List<String> names(IsoNode node) throws IOException {
    ExtraAttributes extras = node.extras();
    if (extras == null) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    if (extras.finderInfo() != null) {
      names.add(FINDER_INFO);
    }
    if (extras.fork() != null) {
      names.add(RESOURCE_FORK);
    }
    if (extras.attributes()) {
      names.addAll(records.attributeList(node).keySet());
    }
    return names;
  }

  /** Returns the value of an attribute; null if there is none of that name. */
  ByteSource value(IsoNode node, String name) throws IOException {
    ExtraAttributes extras = node.extras();
    if (extras == null) {
      return null;
    }
    ByteSource value = recorded(extras, name);
    return value != null || !extras.attributes() ? value : records.attributeList(node).get(name);
  }

  private ByteSource recorded(ExtraAttributes extras, String name) throws IOException {
    if (name.equals(FINDER_INFO) && extras.finderInfo() != null) {
      return extras.finderInfo().bytes();
    }
    if (name.equals(RESOURCE_FORK) && extras.fork() != null) {
      return FileSection.join(extras.fork(), source.bytes());
    }
    if (name.equals(RIFF) && extras.form2() && source.raw()) {
      return XaFile.of(source, extras.xa(), extras.sections()).riff();
    }
    return null;
  }
}
