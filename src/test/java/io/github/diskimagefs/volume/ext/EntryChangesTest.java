package io.github.diskimagefs.volume.ext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class EntryChangesTest {
  private final EntryChanges changes = new EntryChanges();

  private static byte[] name(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void anEntryIsRemovedIfItIsOfThatInode() {
    changes.remove(name("a"), 5, true);
    assertThat(changes.result(false).hides(name("a"), 5), is(true));
    assertThat(changes.result(false).hides(name("a"), 6), is(false));
    assertThat(changes.result(false).hides(name("A"), 5), is(false));
  }

  @Test
  void anAddedEntryIsInPlaceOfAStoredOne() {
    changes.add(name("a"), 7);
    changes.remove(name("a"), 8, true);
    assertThat(changes.result(false).hides(name("a"), 5), is(true));
    assertThat(changes.result(false).added(), contains(new EntryChanges.Entry("a", 7)));
  }

  @Test
  void anEntryMayComeAndGo() {
    changes.remove(name("a"), 5, true);
    changes.add(name("a"), 7);
    changes.remove(name("a"), 7, true);
    assertThat(changes.result(false).added(), is(empty()));
    assertThat(changes.result(false).hides(name("a"), 5), is(true));
  }

  @Test
  void entriesOfOneHashAreFoundByTheirOrder() {
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      changes.remove(name("n" + i), inodeOfOneHash("n" + i), true);
    }
    EntryChanges.Result result = changes.result(false);
    for (int i = 0; i < count; i++) {
      assertThat(result.hides(name("n" + i), inodeOfOneHash("n" + i)), is(true));
    }
    assertThat(result.hides(name("n" + count), inodeOfOneHash("n" + count)), is(false));
  }

  /** Returns the inode that makes the hash of an entry's record 0. */
  private static long inodeOfOneHash(String name) {
    return Integer.toUnsignedLong(-31 * name.hashCode());
  }

  @Test
  void namesThatAreNotUtf8AreComparedAsTheyAre() {
    changes.add(new byte[] {'a', (byte) 0xFF}, 7);
    EntryChanges.Result result = changes.result(true);
    assertThat(result.hides(new byte[] {'a', (byte) 0xFF}, 5), is(true));
    assertThat(result.hides(new byte[] {'a', (byte) 0xFE}, 5), is(false));
  }

  @Test
  void directoriesWithoutLetterCaseCompareFoldedNames() {
    changes.remove(name("STRASSE"), 5, true);
    changes.add(name("Größe"), 6);
    EntryChanges.Result result = changes.result(true);
    assertThat(result.hides(name("strasse"), 5), is(true));
    assertThat(result.hides(name("GRÖSSE"), 9), is(true));
    assertThat(result.added().get(0).bytes(), is(name("Größe")));
  }
}
