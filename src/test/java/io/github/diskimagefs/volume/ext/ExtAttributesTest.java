package io.github.diskimagefs.volume.ext;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.diskimagefs.MalformedImageException;
import io.github.diskimagefs.bytes.ArraySource;
import io.github.diskimagefs.bytes.ByteSource;
import io.github.diskimagefs.bytes.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ExtAttributesTest {
  /** The owner, a user with the identifier 1000, the group, the mask, others. */
  private static final byte[] DISK_ACL =
      HexFormat.of()
          .parseHex(
              "01000000" + "01000600" + "02000700e8030000" + "04000400" + "10000700" + "20000400");

  private static final byte[] LINUX_ACL =
      HexFormat.of()
          .parseHex(
              "02000000"
                  + "01000600ffffffff"
                  + "02000700e8030000"
                  + "04000400ffffffff"
                  + "10000700ffffffff"
                  + "20000400ffffffff");

  private static ExtAttributes read(int nameIndex, String name, byte[] value, int size)
      throws IOException {
    ByteBuffer inode = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    inode.putShort(128, (short) 32).putInt(160, 0xEA02_0000);
    inode.put(164, (byte) name.length()).put(165, (byte) nameIndex);
    inode.putInt(168, 99).putInt(172, size).put(180, name.getBytes(US_ASCII));
    Struct struct = Struct.of("inode", inode.array(), 0, ByteOrder.LITTLE_ENDIAN);
    return ExtAttributes.read(struct, null, (number, length) -> new ArraySource(value));
  }

  @Test
  void convertsAccessControlListsThatInodesOfTheirOwnHold() throws IOException {
    ExtAttributes attributes = read(2, "", DISK_ACL, DISK_ACL.length);
    assertThat(attributes.names(), contains("system.posix_acl_access"));
    ByteSource value = attributes.open("system.posix_acl_access");
    assertThat(value.readFully(0, (int) value.size()), equalTo(LINUX_ACL));
  }

  @Test
  void refusesHugeAccessControlLists() throws IOException {
    ExtAttributes attributes = read(3, "", DISK_ACL, 65_537);
    assertThrows(MalformedImageException.class, () -> attributes.open("system.posix_acl_default"));
  }

  @Test
  void leavesOtherValuesAsTheyAre() throws IOException {
    ByteSource value = read(1, "a", DISK_ACL, DISK_ACL.length).open("user.a");
    assertThat(value.readFully(0, (int) value.size()), equalTo(DISK_ACL));
  }
}
