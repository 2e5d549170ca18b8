package io.github.diskimagefs.volume.udf;

import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.volume.Recognition;
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
  public Recognition probe(VolumeSource source) throws IOException {
    if (VolumeRecognitionSequence.version(source) != null) {
      return Recognition.SIGNATURE;
    }
    return unrecognised(source).isEmpty() ? Recognition.NONE : Recognition.REMAINS;
  }

  /** Opens at once, so that a bridge disc whose UDF half is broken still shows the other. */
  @Override
  public List<VolumeView> views(VolumeSource source, ImageOptions options) throws IOException {
    String version = VolumeRecognitionSequence.version(source);
    List<Anchor> anchors;
    if (version != null) {
      anchors = Anchor.find(source);
    } else {
      anchors = unrecognised(source);
      version = "not recorded";
    }
    if (anchors.isEmpty()) {
      return List.of();
    }
    UdfVolume volume = UdfVolume.open(source, version, anchors);
    return List.of(VolumeView.of(volume.type(), volume::readable));
  }

  /**
   * Anchors of a disc whose recognition sequence is lost, at which 7-Zip never looks. One that
   * declares ISO 9660 and nothing else may have the remains of an earlier volume there.
   */
  private static List<Anchor> unrecognised(VolumeSource source) throws IOException {
    return source.sectorSize() != DISC_SECTOR || VolumeRecognitionSequence.declaresIso9660(source)
        ? List.of()
        : Anchor.search(source);
  }
}
