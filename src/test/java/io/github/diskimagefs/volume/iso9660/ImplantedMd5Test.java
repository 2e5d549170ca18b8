package io.github.diskimagefs.volume.iso9660;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.PartResult;
import io.github.diskimagefs.VerifyResult;
import io.github.diskimagefs.VerifyStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImplantedMd5Test {
  @TempDir Path folder;
  private byte[] image;

  /**
   * Made by {@code genisoimage -no-pad -R -V MD5} and {@code implantisomd5 -f} of isomd5sum 1.2.3.
   */
  @BeforeEach
  void readImage() throws IOException {
    try (InputStream packed = getClass().getResourceAsStream("implanted-md5.iso.gz");
        InputStream plain = new GZIPInputStream(packed)) {
      image = plain.readAllBytes();
    }
  }

  @Test
  void anIntactImageIsValid() throws IOException {
    VerifyResult result = verify();
    assertThat(result.status(), is(VerifyStatus.VALID));
    PartResult first = result.parts().get(0);
    assertThat(first.part(), is("volume 1, implanted MD5"));
    assertThat(first.status(), is(VerifyStatus.VALID));
  }

  @Test
  void oneWrongByteIsDamage() throws IOException {
    image[1000] ^= 1; // in the system area, where no file is
    VerifyResult result = verify();
    assertThat(result.status(), is(VerifyStatus.DAMAGED));
    assertThat(result.parts().get(0).detail(), containsString(", found "));
  }

  @Test
  void theFieldItselfAndTheSkippedSectorsAreNotCovered() throws IOException {
    image[32768 + 883 + 400] = 'x';
    image[image.length - 1] = 1;
    assertThat(verify().status(), is(VerifyStatus.VALID));
  }

  @Test
  void anotherTextIsNoChecksum() throws IOException {
    image[32768 + 883 + 20] = 'x';
    assertThat(verify().status(), is(VerifyStatus.NOT_CHECKED));
  }

  private VerifyResult verify() throws IOException {
    return DiskImages.verify(Files.write(folder.resolve("md5.iso"), image), Map.of());
  }
}
