package io.github.diskimagefs.volume.romfs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.image.LinuxTree;
import io.github.diskimagefs.image.Resources;
import io.github.diskimagefs.volume.Node;
import io.github.diskimagefs.volume.Volume;
import io.github.diskimagefs.volume.Volumes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Volumes that genromfs made, and the same with fields changed. */
class RomfsVolumeTest {
  private final byte[] image = Resources.unpacked("romfs/features.romfs");

  private Volume open(Map<String, ?> env) throws IOException {
    return Volumes.open(new RomfsFormat(), image, env);
  }

  @Test
  void readsFiles() throws IOException {
    Volume volume = open(Map.of("verify", "true"));
    for (Map.Entry<String, byte[]> file : LinuxTree.files().entrySet()) {
      assertThat(file.getKey(), Volumes.read(volume, file.getKey()), equalTo(file.getValue()));
    }
    assertThat(volume.label(), is("Features"));
    assertThat(volume.checkStructures(), is("checksum of the superblock"));
  }

  @Test
  void showsKindsDevicesAndTheExecutableBit() throws IOException {
    Volume volume = open(Map.of());
    assertThat(Volumes.find(volume, "/tail").unix().mode(), is(0100755));
    assertThat(Volumes.find(volume, "/noise").unix().mode(), is(0100644));
    assertThat(Volumes.find(volume, "/many").unix().mode(), is(0040755));
    assertThat(Volumes.find(volume, "/chr").unix().rdev(), is(0x501L));
    assertThat(Volumes.find(volume, "/blk").unix().rdev(), is(0x11_032CL));
    assertThat(Volumes.find(volume, "/fifo").kind(), is(Node.Kind.OTHER));
    assertThat(volume.target(Volumes.find(volume, "/link")), is("small"));
  }

  @Test
  void hardLinksAreOneFile() throws IOException {
    Volume volume = open(Map.of());
    assertThat(Volumes.find(volume, "/hard").key(), is(Volumes.find(volume, "/small").key()));
  }

  @Test
  void wrongChecksumsAreAnErrorUnderVerificationAlone() throws IOException {
    int header = ((Long) Volumes.find(open(Map.of()), "/tail").key()).intValue();
    image[header + 12] ^= 1;
    assertThat(Volumes.read(open(Map.of()), "/tail").length, is(4100));
    Volume verified = open(Map.of("verify", "true"));
    assertThrows(MalformedImageException.class, () -> Volumes.read(verified, "/tail"));
    image[12] ^= 1;
    assertThrows(MalformedImageException.class, () -> open(Map.of("verify", "true")));
  }

  @Test
  void filesThatFollowEachOtherInACircleAreAnError() throws IOException {
    ByteBuffer fields = ByteBuffer.wrap(image);
    int many = ((Long) Volumes.find(open(Map.of()), "/many/entry-0150").key()).intValue();
    int first = ((Long) Volumes.find(open(Map.of()), "/many/entry-0140").key()).intValue();
    fields.putInt(many, first | (fields.getInt(many) & 15));
    Volume volume = open(Map.of());
    assertThrows(MalformedImageException.class, () -> Volumes.names(volume, "/many"));
  }

  @Test
  void hardLinksInACircleAreAnError() throws IOException {
    ByteBuffer fields = ByteBuffer.wrap(image);
    int tail = ((Long) Volumes.find(open(Map.of()), "/tail").key()).intValue();
    fields.putInt(tail, fields.getInt(tail) & ~15 & ~7).putInt(tail + 4, tail);
    Volume volume = open(Map.of());
    assertThrows(MalformedImageException.class, () -> Volumes.read(volume, "/tail"));
  }
}
