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
  public ContainerFormat detect(ImageFile file) throws IOException {
    if (file.bytes() == null) {
      return null;
    }
    ByteSource bytes = new BufferedSource(file.bytes());
    if (Formats.RECOGNIZER.opticalVolume(bytes)) {
      return BareImageFormat.DISC;
    }
    VolumeSource disk = VolumeSource.of(bytes, BareImageFormat.DISK.sectorSize(), file.cache());
    Recognition apple = probe(Formats.APPLE, disk);
    if (apple == Recognition.SIGNATURE) {
      return BareImageFormat.APPLE_VOLUME;
    }
    Recognition other = probe(Formats.DISK, disk);
    if (other == Recognition.SIGNATURE || Partitions.probe(bytes)) {
      return BareImageFormat.DISK;
    }
    // Damaged: the remaining structures decide.
    if (apple == Recognition.REMAINS) {
      return BareImageFormat.APPLE_VOLUME;
    }
    if (other == Recognition.REMAINS) {
      return BareImageFormat.DISK;
    }
    VolumeSource disc = VolumeSource.of(bytes, BareImageFormat.DISC.sectorSize(), file.cache());
    return probe(Formats.OPTICAL, disc) == Recognition.NONE ? null : BareImageFormat.DISC;
  }

  /** Returns the surest recognition by any of the formats. */
  private static Recognition probe(List<VolumeFormat> formats, VolumeSource source)
      throws IOException {
    Recognition surest = Recognition.NONE;
    for (VolumeFormat format : formats) {
      Recognition recognition = format.probe(source);
      surest = recognition.compareTo(surest) > 0 ? recognition : surest;
    }
    return surest;
  }
}
