package io.github.diskimagefs.image;

import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.SiblingImage;
import io.github.diskimagefs.options.ImageOptions;
import io.github.diskimagefs.sector.VolumeRecognizer;
import io.github.diskimagefs.volume.StandardIdentifier;
import java.io.IOException;
import java.util.Map;

/** The context of a container that a test opens by itself: no other image is in its folder. */
public record TestContext(ImageOptions options) implements ImageContext {
  /** Recognises volumes of optical discs. */
  public static final VolumeRecognizer VOLUMES =
      new VolumeRecognizer() {
        @Override
        public boolean opticalVolume(ByteSource userData) throws IOException {
          return StandardIdentifier.read(userData, StandardIdentifier.FIRST_DESCRIPTOR) != null;
        }

        @Override
        public boolean diskVolume(ByteSource userData) {
          return false;
        }
      };

  /** Creates a context with options as in an environment map. */
  public static TestContext of(Map<String, ?> env) {
    return new TestContext(ImageOptions.from(env));
  }

  @Override
  public VolumeRecognizer volumes() {
    return VOLUMES;
  }

  @Override
  public SiblingImage open(String name) {
    return null;
  }

  /** Returns the bytes of a container that is a disk. */
  public static ByteSource disk(Container container) {
    return ((Content.BlockDevice) container.content()).bytes();
  }
}
