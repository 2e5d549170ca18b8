package io.github.diskimagefs.volume.hfsplus;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.ArraySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverlayTest {

  @Test
  void laterPatchesCoverEarlierOnesWhereverTheyLie() throws IOException {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      byte[] expected = new byte[100];
      Overlay overlay = new Overlay(new ArraySource(expected.clone()));
      for (int i = 1; i <= 12; i++) {
        byte[] patch = new byte[1 + random.nextInt(30)];
        Arrays.fill(patch, (byte) i);
        int at = random.nextInt(expected.length - patch.length);
        overlay.put(at, new ArraySource(patch));
        System.arraycopy(patch, 0, expected, at, patch.length);
      }
      ByteBuffer read = ByteBuffer.allocate(100);
      overlay.readFully(0, read);
      assertThat(read.array(), is(expected));
    }
  }
}
