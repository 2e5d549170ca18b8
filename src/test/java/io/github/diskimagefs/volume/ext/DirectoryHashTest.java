package io.github.diskimagefs.volume.ext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values of {@code debugfs -R "dx_hash -h VERSION -s 599a085c-3486-4d33-894f-060fdb988188 NAME"}.
 */
class DirectoryHashTest {
  private static final int[] SEED = {0x5c089a59, 0x334d8634, 0x0f064f89, 0x888198db};

  @ParameterizedTest
  @CsvSource({
    "0, hello, 32252546, 0",
    "0, größe, 9d040690, 0",
    "0, a-name-that-is-longer-than-thirty-two-bytes-to-need-two-rounds, 6cf8d19a, 0",
    "1, hello, 5a475ffc, 2867b959",
    "1, größe, f888e38e, 1597f37c",
    "1, a-name-that-is-longer-than-thirty-two-bytes-to-need-two-rounds, 18ad0b3e, 9a77ff69",
    "2, hello, 31a30fea, 2fdcafb7",
    "2, größe, 7824e6d0, f168f5a4",
    "2, a-name-that-is-longer-than-thirty-two-bytes-to-need-two-rounds, 2b769ef4, 4209f96b"
  })
  void hashesAsE2fsprogsDoes(int version, String name, String hash, String minor) {
    long found = DirectoryHash.of(version, true, SEED).hash(name.getBytes(UTF_8));
    assertThat(Long.toHexString(found >>> 32), is(hash));
    assertThat(Long.toHexString(found & 0xFFFF_FFFFL), is(minor));
  }
}
