package io.github.diskimagefs.mount;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.ContainerDetector;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.volume.VolumeFormat;
import java.io.IOException;

/**
 * Recognises files with a volume after other bytes, such as a program or a boot loader. Archives
 * are left to the programs that open them, whatever they hold.
 */
final class EmbeddedDetector implements ContainerDetector {

  @Override
  public ContainerFormat detect(ImageFile file) throws IOException {
    ByteSource bytes = file.bytes();
    if (bytes == null
        || !ContentHint.of(file).isEmpty()
        || ContentHint.isArchive(bytes)
        || ContentHint.isDocument(bytes)) {
      return null;
    }
    for (VolumeFormat format : Formats.VOLUMES) {
      if (!format.embedded(bytes).isEmpty()) {
        return BareImageFormat.DISK;
      }
    }
    return null;
  }
}
