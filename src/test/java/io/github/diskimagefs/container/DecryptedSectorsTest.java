package io.github.diskimagefs.container;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.ChunkCache;
import io.github.diskimagefs.crypto.SectorCipher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecryptedSectorsTest {
  private static final SectorCipher INVERTING =
      (first, bytes, offset, length) -> {
        for (int i = offset; i < offset + length; i++) {
          bytes[i] ^= -1;
        }
      };

  private final byte[] plain = new byte[200_000 / 512 * 512];
  private final byte[] stored = new byte[plain.length];

  DecryptedSectorsTest() {
    new Random(1).nextBytes(plain);
    for (int i = 0; i < plain.length; i++) {
      stored[i] = (byte) ~plain[i];
    }
  }

  private ByteSource open(int held) throws IOException {
    ByteSource cut = new ArraySource(Arrays.copyOf(stored, held)).slice(0, stored.length);
    return DecryptedSectors.of(cut, 512, INVERTING, new ChunkCache(1 << 20));
  }

  @Test
  void decryptsAllSectors() throws IOException {
    assertThat(open(stored.length).readFully(0, plain.length), equalTo(plain));
  }

  @Test
  void decryptsTheSectorsThatACutImageHolds() throws IOException {
    ByteSource sectors = open(150_000);
    assertThat(sectors.size(), is((long) plain.length));
    int whole = 150_000 / 512 * 512;
    assertThat(sectors.readFully(0, whole), equalTo(Arrays.copyOf(plain, whole)));
    MalformedImageException e =
        assertThrows(
            MalformedImageException.class, () -> sectors.read(whole, ByteBuffer.allocate(1)));
    assertThat(e.structure(), is("image"));
    assertThrows(MalformedImageException.class, sectors::requireWhole);
  }

  @Test
  void readsNothingOfADiskThatIsMissing() throws IOException {
    ByteSource sectors = open(511);
    assertThrows(MalformedImageException.class, () -> sectors.read(0, ByteBuffer.allocate(1)));
    assertThat(sectors.read(plain.length, ByteBuffer.allocate(1)), is(-1));
  }
}
