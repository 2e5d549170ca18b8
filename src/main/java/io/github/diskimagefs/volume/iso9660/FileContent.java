package io.github.diskimagefs.volume.iso9660;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.CachedChunks;
import io.github.diskimagefs.bytes.ChunkRange;
import io.github.diskimagefs.codec.ZisofsSource;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.util.List;

/**
 * The content of a file, decoded if it is stored in Form 2 sectors or by zisofs.
 *
 * @param zisofsBlocks the decoded blocks of all files of the volume
 */
record FileContent(VolumeSource source, IsoNode node, CachedChunks zisofsBlocks) {

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
            range(zisofs, extras.sections()));
  }

  private ChunkRange range(Zisofs zisofs, List<FileSection> sections) {
    long first = zisofs.firstBlock(sections);
    return first < 0 ? ChunkRange.own(source.cache()) : ChunkRange.shared(zisofsBlocks, first);
  }

  private ByteSource contiguous() throws IOException {
    return source.bytes().slice(node.extent(), node.size());
  }
}
