package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.VolumeFormat;
import io.github.diskimagefs.volume.VolumeSource;
import io.github.diskimagefs.volume.VolumeView;
import java.io.IOException;
import java.util.List;

/** UDF 1.02 to 2.60 on media of any sector size. */
public final class UdfFormat implements VolumeFormat {
  private static final int DISC_SECTOR = 2048;

  /** Creates the format. */
  public UdfFormat() {}

  @Override
  public boolean hasSignature(VolumeSource source) throws IOException {
    return VolumeRecognitionSequence.version(source) != null;
  }

  @Override
  public boolean hasCopy(VolumeSource source) throws IOException {
    return !unrecognised(source).isEmpty();
  }

  /** Opens at once, so that a bridge disc whose UDF half is broken still shows the other. */
  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    String version = VolumeRecognitionSequence.version(source);
    List<List<Anchor>> anchors;
    if (version != null) {
      anchors = Anchor.find(source);
    } else {
      anchors = unrecognised(source);
      version = "not recorded";
    }
    if (anchors.isEmpty()) {
      return List.of();
    }
    UdfVolume volume =
        anchors.size() == 1
            ? UdfVolume.open(source, version, anchors.get(0))
            : newest(source, version, anchors);
    return List.of(VolumeView.of(volume.type(), volume::readable));
  }

  /**
   * Opens the volume that was recorded last, where anchors at several sector sizes lead to volumes:
   * the others are left from before the disk was formatted again.
   */
  private static UdfVolume newest(VolumeSource source, String version, List<List<Anchor>> anchors)
      throws IOException {
    UdfVolume newest = null;
    IOException error = null;
    for (List<Anchor> size : anchors) {
      try {
        UdfVolume volume = UdfVolume.open(source, version, size).readable();
        if (newest == null || volume.supersedes(newest)) {
          newest = volume;
        }
      } catch (IOException e) {
        error = error == null ? e : error;
      }
    }
    if (newest == null) {
      throw error;
    }
    return newest;
  }

  @Override
  public List<Long> sessions(ByteSource image, boolean all) throws IOException {
    return UdfSessions.starts(image);
  }

  /**
   * Anchors of a disc whose recognition sequence is lost, at which 7-Zip never looks. One that
   * declares ISO 9660 and nothing else may have the remains of an earlier volume there.
   */
  private static List<List<Anchor>> unrecognised(VolumeSource source) throws IOException {
    return source.sectorSize() != DISC_SECTOR || VolumeRecognitionSequence.declaresIso9660(source)
        ? List.of()
        : Anchor.searchAll(source);
  }
}
