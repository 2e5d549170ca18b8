package io.github.diskimagefs.mount;

import io.github.diskimagefs.bytes.BufferedSource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.ContainerDetector;
import io.github.diskimagefs.container.ContainerFormat;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.partition.Partitions;
import io.github.diskimagefs.volume.Recognition;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import java.io.IOException;
import java.util.List;

/** Recognises images without a container, by a volume format or a partition map. */
final class BareImageDetector implements ContainerDetector {

  @Override
  public boolean keepsFile() {
    return false;
  }

  @Override
  public ContainerFormat detect(ImageFile file) throws IOException {
    if (file.bytes() == null) {
      return null;
    }
    ByteSource bytes = BufferedSource.of(file.bytes());
    if (Formats.RECOGNIZER.opticalVolume(bytes)) {
      return BareImageFormat.DISC;
    }
    VolumeSource disk = VolumeSource.of(bytes, BareImageFormat.DISK.sectorSize(), file.cache());
    if (signed(Formats.APPLE, disk)) {
      return BareImageFormat.APPLE_VOLUME;
    }
    if (signed(Formats.DISK, disk) || Partitions.probe(bytes)) {
      return BareImageFormat.DISK;
    }
    // Damaged: the remaining structures decide.
    if (remain(Formats.APPLE, disk)) {
      return BareImageFormat.APPLE_VOLUME;
    }
    if (remain(Formats.DISK, disk)) {
      return BareImageFormat.DISK;
    }
    VolumeSource disc = VolumeSource.of(bytes, BareImageFormat.DISC.sectorSize(), file.cache());
    return remain(Formats.OPTICAL, disc) ? BareImageFormat.DISC : null;
  }

  private static boolean signed(List<VolumeFormat> formats, VolumeSource source)
      throws IOException {
    for (VolumeFormat format : formats) {
      if (format.hasSignature(source)) {
        return true;
      }
    }
    return false;
  }

  private static boolean remain(List<VolumeFormat> formats, VolumeSource source)
      throws IOException {
    for (VolumeFormat format : formats) {
      if (format.probe(source) != Recognition.NONE) {
        return true;
      }
    }
    return false;
  }
}
