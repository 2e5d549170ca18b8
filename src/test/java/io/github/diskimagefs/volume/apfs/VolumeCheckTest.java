package io.github.diskimagefs.volume.apfs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.image.ApfsImage;
import io.github.diskimagefs.volume.Volume;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Trees of a volume that no reader of its files meets. */
class VolumeCheckTest {
  private static final int SNAPSHOT_METADATA = 0x10; // OBJECT_TYPE_SNAPMETATREE

  @Test
  void treesOfSnapshotsAreChecked() throws IOException {
    byte[] image = ApfsImage.named("v").file("f", "text").snapshot("before").bytes();
    assertThat(Apfs.open(image).checkStructures(), startsWith("2 objects, "));
    for (int start = 0; start < image.length; start += ApfsImage.BLOCK) {
      if (image[start + 28] == SNAPSHOT_METADATA) { // o_subtype
        image[start + 2000] ^= 1;
      }
    }
    Volume volume = Apfs.open(image);
    assertThat(Apfs.text(volume, "f"), is("text"));
    MalformedImageException error =
        assertThrows(MalformedImageException.class, volume::checkStructures);
    assertThat(error.structure(), is("snapshot metadata node"));
  }
}
