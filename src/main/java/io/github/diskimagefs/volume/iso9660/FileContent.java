package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.codec.ZisofsSource;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;

/** The content of a file, decoded if it is stored in Form 2 sectors or by zisofs. */
record FileContent(VolumeSource source, IsoNode node) {

  /** Opens the content. */
  ByteSource open() throws IOException {
    ExtraAttributes extras = node.extras();
    if (extras == null) {
      return contiguous();
    }
    if (extras.sparse()) {
      throw new UnsupportedImageException("Rock Ridge sparse file (SF)");
    }
    if (extras.form2() && source.raw() && extras.zisofs() == null) {
      ByteSource payload = XaFile.of(source, extras.xa(), extras.sections()).payload();
      if (payload != null) {
        return payload;
      }
    }
    if (extras.sections() == null) {
      return contiguous();
    }
    ByteSource stored = FileSection.join(extras.sections(), source.bytes());
    Zisofs zisofs = extras.zisofs();
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

  private ByteSource contiguous() throws IOException {
    return source.bytes().slice(node.extent(), node.size());
  }
}
