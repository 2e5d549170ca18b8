package io.github.diskimagefs.volume.iso9660;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.diskimagefs.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributeListTest {
  @Test
  void namespacesMayBeShortened() throws IOException {
    assertThat(
        read("\0\6\3color" + "\0\4blue" + "\0\12user.shape" + "\0\5round" + "\0\2\5t" + "\0\1x"),
        is(Map.of("color", "blue", "shape", "round", "trusted.t", "x")));
  }

  @Test
  void componentsAreContinued() throws IOException {
    assertThat(read("\1\2\3a" + "\0\1b" + "\1\2on" + "\0\1e"), is(Map.of("ab", "one")));
  }

  @Test
  void theWritersOwnNotesAreLeftOut() throws IOException {
    assertThat(read("\0\3\4cs" + "\0\5UTF-8"), is(Map.of()));
  }

  @Test
  void listsOfAccessRightsAreText() throws IOException {
    // u::rw-,u:123:rw-,g::r--,g:65534:rw-,m::r--,o::r-- and a default list
    String list = "\u0016\u00ae\1\173\64\u00ce\2\u00ff\u00fe\124\144\u0081\u0017\65\145";
    assertThat(
        read("\0\0" + "\0" + (char) list.length() + list),
        is(
            Map.of(
                "system.posix_acl_access",
                "user::rw-\nuser:123:rw-\ngroup::r--\ngroup:65534:rw-\nmask::r--\nother::r--\n",
                "system.posix_acl_default",
                "user::rwx\ngroup::r-x\nother::r-x\n")));
  }

  @Test
  void aListCutShortEndsWell() throws IOException {
    assertThat(read("\0\2\3a" + "\0\11b"), is(Map.of("a", "b")));
    assertThat(read("\0\2\3a" + "\0"), is(Map.of()));
  }

  private static Map<String, String> read(String components) throws IOException {
    Map<String, String> cdText = new LinkedHashMap<>();
    byte[] bytes = components.getBytes(StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, ByteSource> entry : AttributeList.read(bytes).entrySet()) {
      ByteBuffer value = ByteBuffer.allocate((int) entry.getValue().size());
      entry.getValue().readFully(0, value);
      cdText.put(entry.getKey(), new String(value.array(), StandardCharsets.ISO_8859_1));
    }
    return cdText;
  }
}
